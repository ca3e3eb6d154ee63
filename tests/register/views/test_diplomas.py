import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import View
from register.models import DiplomaCheck
from tests.factories.accounts import OrganisationFactory, PersonFactory, RegisterFactory
from tests.factories.register import PAPER, DiplomaCheckFactory
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher(client):
    RegisterFactory()
    person = PersonFactory(teacher=True)
    client.force_login(person)
    return person


def filled(**changes):
    scan = SimpleUploadedFile("diploma.pdf", PAPER, content_type="text/plain")
    register = str(RegisterFactory().pk)
    return {
        "subject": "vo:GES",
        "awarded_on": "1-7-2012",
        "file": scan,
        "checker": register,
    } | changes


def test_a_teacher_hands_in_and_reads_when_to_hear(client, teacher):
    DiplomaCheckFactory()

    page = words(client.post(reverse("register:diploma_new"), filled(), follow=True))

    assert DiplomaCheck.objects.filter(person=teacher, sector="vo", subject="GES").exists()
    assert "U hoort het uiterlijk op <em>16 maart 2026</em>" in page
    assert "1 andere gaat voor" in page


def test_what_is_missing_is_said_in_words(client, teacher):
    page = words(client.post(reverse("register:diploma_new"), {"subject": ""}))

    assert "Kies waarvoor u bevoegd bent." in page
    assert "Kies de scan van uw diploma." in page
    assert "Vul de datum op uw diploma in." in page


def test_a_wrong_file_is_refused_on_the_page(client, teacher):
    scan = SimpleUploadedFile("diploma.pdf", b"MZ\x90")

    page = words(client.post(reverse("register:diploma_new"), filled(file=scan)))

    assert "Kies een PDF, of een foto als JPEG of PNG." in page
    assert not DiplomaCheck.objects.exists()


def test_who_is_asked_sees_the_question_and_answers_it(client, teacher):
    check = DiplomaCheckFactory(person=teacher, asked=True)

    assert "De scan is onleesbaar." in words(client.get(check.get_absolute_url()))
    client.post(check.get_absolute_url(), {"file": SimpleUploadedFile("b.pdf", PAPER)})

    check.refresh_from_db()
    assert check.status == "submitted"


def test_a_request_can_be_taken_back(client, teacher):
    check = DiplomaCheckFactory(person=teacher)

    client.post(reverse("register:diploma_withdraw", args=[check.pk]))

    check.refresh_from_db()
    assert check.status == "withdrawn"


def test_anothers_diploma_is_not_there(client, teacher):
    check = DiplomaCheckFactory()

    assert client.get(check.get_absolute_url()).status_code == 404
    assert client.post(reverse("register:diploma_withdraw", args=[check.pk])).status_code == 404


def test_an_administrator_finds_opens_and_decides(client):
    check = DiplomaCheckFactory()
    client.force_login(PersonFactory(administrator=True))
    path = reverse("register:diploma_check", args=[check.pk])

    assert path in words(client.get(reverse("register:diploma_queue")))
    scan = client.get(reverse("register:diploma_file", args=[check.pk]))
    client.post(path, {"outcome": "accept", "reasons": ""})

    check.refresh_from_db()
    assert scan.content == PAPER
    assert scan["Content-Disposition"] == f'attachment; filename="diploma-{check.pk}.pdf"'
    assert check.status == "accepted"
    assert View.objects.filter(subject=check.person).exists()


def test_refusing_without_words_is_not_possible(client):
    check = DiplomaCheckFactory()
    client.force_login(PersonFactory(administrator=True))
    path = reverse("register:diploma_check", args=[check.pk])

    page = words(client.post(path, {"outcome": "refuse", "reasons": ""}))

    check.refresh_from_db()
    assert "Schrijf wat de leraar moet weten." in page
    assert check.status == "submitted"


def test_a_board_sees_only_what_it_was_asked(client):
    own = DiplomaCheckFactory(checker=OrganisationFactory())
    DiplomaCheckFactory(person__family_name="Onbekend")
    client.force_login(PersonFactory(hr_officer=True, role__organisation=own.checker))

    page = words(client.get(reverse("register:board_diplomas")))

    assert reverse("register:board_diploma", args=[own.pk]) in page
    assert "Onbekend" not in page
    other = DiplomaCheck.objects.exclude(pk=own.pk).get()
    for name in ("board_diploma", "board_diploma_file"):
        assert client.get(reverse(f"register:{name}", args=[other.pk])).status_code == 404


@pytest.mark.parametrize("name", ["diploma_queue", "board_diplomas"])
def test_who_is_no_checker_has_no_queue(client, teacher, name):
    assert client.get(reverse(f"register:{name}")).status_code == 404


def test_a_checker_does_not_see_the_own_diploma(client):
    administrator = PersonFactory(administrator=True)
    client.force_login(administrator)
    own = DiplomaCheckFactory(person=administrator)

    path = reverse("register:diploma_check", args=[own.pk])
    assert client.get(path).status_code == 404


def test_the_queue_takes_the_same_queries_for_many(client, django_assert_max_num_queries):
    client.force_login(PersonFactory(administrator=True))
    DiplomaCheckFactory()
    client.get(reverse("register:diploma_queue"))
    DiplomaCheckFactory.create_batch(10)

    with django_assert_max_num_queries(6):
        client.get(reverse("register:diploma_queue"))
