"""Checking a list of teachers on a page."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from register.models import RegisterCheck
from tests.factories.accounts import AgreementFactory, OrganisationFactory, PersonFactory
from tests.factories.register import RegistrationFactory

pytestmark = pytest.mark.django_db
FUND, BOARD = "/afnemer/", "/bestuur/controles/"


@pytest.fixture
def agreement():
    return AgreementFactory()


@pytest.fixture
def checker(client, agreement):
    client.force_login(PersonFactory(checker=True, role__organisation=agreement.organisation))
    return client


def a_list(*lines, header="registratienummer;geboortedatum;kenmerk"):
    return "\r\n".join([header, *lines]).encode()


def hand_in(browser, data, *, path=FUND, **changes):
    file = SimpleUploadedFile("lijst.csv", data)
    return browser.post(path, {"file": file, "agreement": "lerarenbeurs", **changes})


def test_a_list_is_answered_line_by_line_with_an_explanation(checker):
    one, other = RegistrationFactory().person, RegistrationFactory(anteroom=True).person
    lines = [
        f"{one.number};{one.birth_date:%d-%m-%Y};=1+1",
        f"{other.number};{other.birth_date:%Y%m%d};B-2",
        f"{one.number};01-01-1970;B-3",
        "LR123;01-01-1970;B-4",
    ]

    answer = hand_in(checker, a_list(*lines))

    page = checker.get(answer.url)
    assert list(page.context["page"]) == [
        (one.number, "=1+1", "ingeschreven", ""),
        (
            other.number,
            "B-2",
            "niet mogelijk volgens reglement",
            "Deze leraar staat in het voorportaal: in opleiding, of met een tijdelijke grondslag.",
        ),
        (
            one.number,
            "B-3",
            "niet ingeschreven",
            "Op deze dag niet ingeschreven, of nummer en geboortedatum horen niet bij elkaar.",
        ),
        (
            "LR123",
            "B-4",
            "niet ingeschreven",
            "Dit nummer kan niet bestaan. Kijk of er een typefout in zit.",
        ),
    ]
    sheet = checker.get(f"{answer.url}antwoorden/").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(sheet), delimiter=";"))
    assert [row[1] for row in rows] == ["kenmerk", "'=1+1", "B-2", "B-3", "B-4"]
    assert checker.get(f"{answer.url}bewijs/").content.count(b".") == 2
    assert checker.get(f"{answer.url}verklaring/").content.startswith(b"%PDF")
    assert checker.get(f"{answer.url}anders/").status_code == 404


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "leeg"),
        (a_list(header="naam;datum"), "De eerste regel"),
        (a_list(), "1 tot 10.000"),
        (a_list("LR1;gisteren;x", ";01-01-1990;x", "LR1;01-01-1990;" + "x" * 65), "2, 3, 4"),
        (b"registratienummer;geboortedatum\n\x00", "geen CSV"),
        (a_list("x" * 200_000), "geen CSV"),
        (b"\xff\xfe\x00", "geen CSV"),
    ],
)
def test_what_cannot_be_read_is_told_in_words(checker, data, words):
    page = hand_in(checker, data)

    assert words in str(page.context["form"].errors)
    assert not RegisterCheck.objects.exists()


def test_a_board_checks_under_its_own_agreement(client):
    officer = PersonFactory(hr_officer=True)
    agreement = AgreementFactory(organisation=officer.current_roles[0].organisation)
    client.force_login(officer)
    person = RegistrationFactory().person

    answer = hand_in(client, a_list(f"{person.number};1990-04-12"), path=BOARD, on="21-11-2025")

    assert client.get(answer.url).context["check"].agreement == agreement
    assert client.get(BOARD).context["page"].object_list[0].on.isoformat() == "2025-11-21"


def test_without_an_agreement_there_is_nothing_to_hand_in(client):
    client.force_login(PersonFactory(checker=True))

    assert "U heeft nog geen afspraak" in client.get(FUND).content.decode()
    assert hand_in(client, a_list("LR1;1990-01-01")).context["form"].errors


def test_the_agreement_of_another_organisation_cannot_be_chosen(client):
    AgreementFactory()
    mine = AgreementFactory(code="lof")
    client.force_login(PersonFactory(checker=True, role__organisation=mine.organisation))

    assert "agreement" in hand_in(client, a_list("LR1;1990-01-01")).context["form"].errors


def test_the_check_of_another_organisation_is_not_there(checker, client):
    person = RegistrationFactory().person
    url = hand_in(checker, a_list(f"{person.number};1990-04-12")).url
    client.force_login(
        PersonFactory(checker=True, role__organisation=OrganisationFactory(fund=True))
    )

    assert client.get(url).status_code == 404
    assert client.get(f"{url}bewijs/").status_code == 404


def test_the_teacher_reads_who_checked_and_what_for(checker, client):
    person = RegistrationFactory().person
    hand_in(checker, a_list(f"{person.number};1990-04-12"))
    client.force_login(person)

    page = client.get("/mijn/wie-keek/").content.decode()

    assert "Aanvragen voor de lerarenbeurs" in page
    assert "Controleren of u bent ingeschreven" in page


def test_the_list_asks_the_database_as_much_for_three_as_for_one(
    checker, django_assert_max_num_queries, django_assert_num_queries
):
    person = RegistrationFactory().person
    hand_in(checker, a_list(f"{person.number};1990-04-12"))
    with django_assert_max_num_queries(20) as one:
        checker.get(FUND)
        asked = len(one)
    for _more in range(2):
        hand_in(checker, a_list(f"{person.number};1990-04-12"))

    with django_assert_num_queries(asked):
        checker.get(FUND)
