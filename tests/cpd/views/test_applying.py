"""The pages of applying and of deciding about it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cpd.models import Application
from cpd.selectors.applications import link_token
from cpd.services.applications import answer_requirement, decide_application, submit_application
from tests.cpd.conftest import TODAY
from tests.cpd.evidence_samples import PDF
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import ApplicationFactory

pytestmark = pytest.mark.django_db
HERE = "/aanbieder-worden/aanvraag/"


def follow(client, application):
    client.get(reverse("cpd:apply_link", args=[link_token(application)]))


def with_file(application):
    answer_requirement(
        application, actor=None, requirement="staff", text="Hbo.", file=("diploma.pdf", PDF)
    )
    return application.files.get()


def test_each_page_leads_to_the_next_that_lacks_something(client):
    follow(client, ApplicationFactory(name="", kvk="", contact="", answers=["quality"]))
    organisation = {"name": "Museum Pakhuis", "kvk": "0123 4567", "website": "pakhuis.example"}
    steps = [
        ("organisatie/", organisation),
        ("contact/", {"contact": "Eva"}),
        *((f"eisen/{code}/", {"text": "Zo."}) for code in ("staff", "practice", "evaluation")),
        ("eisen/complaints/", {"text": "Zo."}),
    ]

    led_to = [client.post(f"{HERE}{page}", data).url for page, data in steps]

    assert led_to == [
        *(f"{HERE}{page}" for page, _ in steps[1:]),
        f"{HERE}controleren/",
    ]
    assert Application.objects.get().website == "https://pakhuis.example"


@pytest.mark.parametrize(
    ("page", "data", "words"),
    [
        ("organisatie/", {"name": "X", "kvk": "1234567"}, "Dit nummer heeft acht cijfers."),
        ("organisatie/", {"name": "X\u202e", "kvk": "12345678"}, "niet te zien is"),
        ("organisatie/", {"name": "X" * 201, "kvk": "12345678"}, "200"),
        ("contact/", {"contact": ""}, "Schrijf uw naam."),
        ("contact/", {"contact": "Eva", "second_contact": "Jan"}, "e-mailadres van deze collega"),
        ("eisen/staff/", {"text": ""}, "Schrijf hoe u dit doet."),
        ("controleren/", {}, "Zeg dat dit klopt"),
    ],
)
def test_what_is_wrong_is_told(client, page, data, words):
    follow(client, ApplicationFactory())

    answer = client.post(f"{HERE}{page}", data)

    assert words in answer.content.decode()


def test_a_file_goes_along_and_can_be_thrown_away(client):
    application = ApplicationFactory()
    follow(client, application)
    file = SimpleUploadedFile("diploma.pdf", PDF)

    answer = client.post(f"{HERE}eisen/staff/", {"text": "Hbo.", "file": file, "stay": "1"})
    kept = application.files.get()
    page = client.get(answer.url).content.decode()
    content = b"".join(client.get(f"{HERE}bestanden/{kept.pk}/").streaming_content)
    for _press in range(2):
        thrown_away = client.post(f"{HERE}bestanden/{kept.pk}/verwijderen/", follow=True)

    assert "diploma.pdf" in page
    assert content == PDF
    assert "Dat was al weggegooid." in thrown_away.content.decode()
    assert not application.files.exists()


def test_a_file_that_we_do_not_keep_is_told_at_its_field(client):
    follow(client, ApplicationFactory())
    file = SimpleUploadedFile("plan.txt", b"Ons plan.")

    answer = client.post(f"{HERE}eisen/staff/", {"text": "Hbo.", "file": file})

    assert list(answer.context["form"].errors) == ["file"]


def test_without_a_link_one_begins_at_the_start(client):
    assert client.get(HERE).url == "/aanbieder-worden/"
    assert client.get("/aanbieder-worden/aanvraag/eisen/staff/").url == "/aanbieder-worden/"


def test_the_file_of_another_application_is_not_found(client):
    other = with_file(ApplicationFactory())
    follow(client, ApplicationFactory())

    assert client.get(f"{HERE}bestanden/{other.pk}/").status_code == 404


def test_a_question_that_is_not_asked_is_not_found(client):
    follow(client, ApplicationFactory())

    assert client.get(f"{HERE}eisen/onbekend/").status_code == 404


def test_what_was_handed_in_is_only_looked_at(client):
    follow(client, ApplicationFactory(submitted=True))

    assert client.get(f"{HERE}organisatie/").url == HERE
    assert "uiterlijk op 28 november 2026" in client.get(HERE).content.decode()


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("admit", "U bent toegelaten."),
        ("refuse", "U kunt binnen zes weken"),
        ("ask", "Wij vroegen u:"),
    ],
)
def test_the_applicant_reads_what_came_of_it(client, outcome, words):
    application = ApplicationFactory(submitted=True)
    decide_application(
        application, actor=PersonFactory(administrator=True), outcome=outcome, reasons="Daarom."
    )
    follow(client, application)

    assert words in client.get(HERE).content.decode()


def test_who_was_refused_begins_again_from_the_same_page(client):
    application = ApplicationFactory()
    follow(client, application)
    early = client.post(f"{HERE}opnieuw/", follow=True).context["application"]
    submit_application(application, actor=None, on=TODAY)
    administrator = PersonFactory(administrator=True)
    decide_application(application, actor=administrator, outcome="refuse", reasons="Nee.")

    shown = client.get(HERE).text
    again = client.post(f"{HERE}opnieuw/", follow=True)

    assert early == application
    assert f'action="{HERE}opnieuw/"' in shown
    assert again.context["application"] != application
    assert again.context["application"].name == application.name
    assert again.context["missing"] == []
    assert "Dit is een nieuwe aanvraag met uw eerdere antwoorden." in again.text


def test_so_many_links_an_hour_are_mailed_to_one_address(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "apply": "1/h/ip"}
    answers = [client.post("/aanbieder-worden/", {"email": f"e{n}@waag.example"}) for n in range(2)]

    assert [answer.status_code for answer in answers] == [200, 429]


def test_an_administrator_finds_what_is_due_first(client):
    client.force_login(PersonFactory(administrator=True))
    ApplicationFactory(name="Concept")
    ApplicationFactory(name="Later", submitted=True, due_on="2026-12-04")
    ApplicationFactory(name="Eerst", submitted=True, kvk="12345678", due_on="2026-11-20")

    every = client.get("/beheer/aanbieders/aanvragen/").context
    by_number = client.get("/beheer/aanbieders/aanvragen/?q=1234").context

    assert [(one.name, tone) for one, tone in every["rows"]] == [
        ("Eerst", "bad"),
        ("Later", "warn"),
    ]
    assert every["counts"]["late"] == 1
    assert [one.name for one, _ in by_number["rows"]] == ["Eerst"]


def test_the_queue_asks_as_much_of_the_database_for_three_as_for_one(
    client, django_assert_num_queries
):
    client.force_login(PersonFactory(administrator=True))
    ApplicationFactory(submitted=True)
    client.get("/beheer/aanbieders/aanvragen/")
    with CaptureQueriesContext(connection) as few:
        client.get("/beheer/aanbieders/aanvragen/")
    ApplicationFactory.create_batch(2, submitted=True)

    with django_assert_num_queries(len(few)):
        client.get("/beheer/aanbieders/aanvragen/")


def test_an_administrator_reads_files_and_decides(client):
    client.force_login(PersonFactory(administrator=True))
    application = ApplicationFactory()
    file = with_file(application)
    draft = client.get(f"/beheer/aanbieders/bestanden/{file.pk}/")
    submit_application(application, actor=None, on=TODAY)

    handed_in = client.get(f"/beheer/aanbieders/bestanden/{file.pk}/")
    path = f"/beheer/aanbieders/aanvragen/{application.pk}/"
    answer = client.post(path, {"outcome": "admit", "reasons": "Alles klopt."})

    application.refresh_from_db()
    assert (draft.status_code, b"".join(handed_in.streaming_content)) == (404, PDF)
    assert (answer.url, application.status) == ("/beheer/aanbieders/aanvragen/", "accepted")


@pytest.mark.parametrize("who", ["provider", "validator", "teacher"])
def test_others_see_no_applications(client, who):
    client.force_login(PersonFactory(**{who: True}))
    application = ApplicationFactory(submitted=True)

    for path in ("/beheer/aanbieders/aanvragen/", application.get_absolute_url()):
        assert client.get(path).status_code == 404
