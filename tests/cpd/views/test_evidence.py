import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cpd.models import Evidence
from cpd.services.evidence import add_evidence
from tests.cpd.evidence_samples import PDF
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import ActivityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher(client):
    person = PersonFactory(teacher=True)
    client.force_login(person)
    return person


def add_to(activity):
    return add_evidence(activity, actor=activity.person, name="bewijs.pdf", data=PDF)


def upload(client, activity, data=PDF, name="Bewijs é.pdf"):
    where = f"/mijn/activiteiten/{activity.pk}/bewijs/"
    return client.post(where, {"file": SimpleUploadedFile(name, data)}, follow=True)


def test_proof_is_added_and_given_back_as_an_attachment(client, teacher):
    added = upload(client, ActivityFactory(person=teacher))
    answer = client.get(f"/mijn/bewijs/{Evidence.objects.get().pk}/")

    assert "Het bestand is bewaard, voor u alleen." in added.text
    assert "Bewijs é.pdf" in added.text
    assert answer["Content-Disposition"].startswith("attachment;")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        *("application/pdf", "nosniff"),
    )
    assert answer.getvalue() == PDF


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"", "Dit bestand is leeg.", id="empty"),
        pytest.param(b"MZ", "Dit is iets anders, wat de naam ook zegt.", id="a program"),
    ],
)
def test_what_is_no_proof_is_told(client, teacher, data, words):
    assert words in upload(client, ActivityFactory(person=teacher), data).text


def test_the_page_warns_about_pupils(client, teacher):
    activity = ActivityFactory(person=teacher)

    page = client.get(f"/mijn/activiteiten/{activity.pk}/bewijs/").text

    assert "Geen namen of gezichten van leerlingen." in page


def test_no_file_is_told(client, teacher):
    activity = ActivityFactory(person=teacher)

    answer = client.post(f"/mijn/activiteiten/{activity.pk}/bewijs/", {"x": "1"})

    assert answer.context["form"].errors == {"file": ["Kies een bestand."]}


def test_proof_is_thrown_away(client, teacher):
    evidence = add_to(ActivityFactory(person=teacher))

    where = f"/mijn/bewijs/{evidence.pk}/verwijderen/"
    answers = [client.post(where, follow=True).text for _press in range(2)]

    assert "Het bestand is weg." in answers[0]
    assert "Dat was al weggegooid." in answers[1]
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    "who", [{"teacher": True}, {"committee": True}, {"administrator": True}, {"hr_officer": True}]
)
def test_nobody_else_opens_it(client, who):
    evidence = add_to(ActivityFactory())
    client.force_login(PersonFactory(**who))

    assert client.get(f"/mijn/bewijs/{evidence.pk}/").status_code == 404
    assert client.post(f"/mijn/bewijs/{evidence.pk}/verwijderen/").status_code == 404
    assert upload(client, evidence.activity).status_code == 404


def test_what_was_decided_shows_its_proof(client, teacher):
    evidence = add_to(ActivityFactory(person=teacher, settled=True))

    page = client.get(f"/mijn/activiteiten/{evidence.activity_id}/").text

    assert f"/mijn/bewijs/{evidence.pk}/" in page
    assert "verwijderen" not in page
