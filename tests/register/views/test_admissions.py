import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Message, Person
from register.models import Admission
from tests.factories.accounts import BsnFactory, PersonFactory, RegisterFactory, valid_bsn
from tests.factories.register import PAPER, AdmissionFactory, DiplomaCheckFactory
from tests.pages import words
from tests.register.posted import run_outbox

pytestmark = pytest.mark.django_db

START = "/aanmelden/"
NUMBER = "/aanmelden/vraag/burgerservicenummer/"
HAND_IN = "/aanmelden/insturen/"


@pytest.fixture(autouse=True)
def nothing_tried_yet():
    cache.clear()


@pytest.fixture
def draft(client):
    draft = AdmissionFactory(draft=True)
    client.force_login(draft.person)
    return draft


def scan():
    return SimpleUploadedFile("diploma.pdf", PAPER)


def test_anybody_reads_how_it_goes(client):
    page = words(client.get(START))

    assert "Aanmelden zonder school" in page
    assert "/activeren/" in page


def test_a_new_and_a_known_address_get_the_same_page_and_another_mail(client):
    PersonFactory(teacher=True, email="eva@example.nl")
    told = {}

    for email in ("eva@example.nl", "nieuw@example.nl"):
        answers = {"email": email, "password": "een lange zin is goed"}
        page = client.post("/aanmelden/account/", answers, follow=True)
        told[email] = words(page).replace(email, "")
        client.logout()
    run_outbox()

    assert len({text.split("csrf")[0] for text in told.values()}) == 1
    assert {message.to[0]: message.subject for message in mail.outbox} == {
        "eva@example.nl": "U heeft al een account bij het Lerarenregister",
        "nieuw@example.nl": "Bevestig uw e-mailadres voor het Lerarenregister",
    }


def test_one_address_does_not_begin_without_end(client):
    answers = {"password": "een lange zin is goed"}

    codes = [
        client.post("/aanmelden/account/", answers | {"email": f"p{n}@example.nl"}).status_code
        for n in range(21)
    ]

    assert (codes[19], codes[20]) == (302, 429)
    assert Person.objects.count() == 20


def test_who_is_signed_in_for_work_begins_with_a_press(client):
    client.force_login(PersonFactory(hr_officer=True))

    assert "Aanmelden zonder school" in words(client.get(START))
    page = words(client.post("/aanmelden/beginnen/", follow=True))

    assert "Nog <em>2</em> vragen" in page


def test_who_never_had_a_part_comes_here_after_signing_in(client):
    client.force_login(PersonFactory(signs_in=True))

    assert client.get("/start/").url == START


def test_questions_follow_one_by_one(client):
    draft = AdmissionFactory(empty=True, person__family_name="", person__birth_date=None)
    client.force_login(draft.person)

    name = client.post(
        "/aanmelden/vraag/naam/", {"given_names": "Eva", "prefix": "", "family_name": "Ven"}
    )
    born = client.post(name.url, {"birth_date": "12-4-1990"})
    number = client.post(born.url, {"bsn": valid_bsn(1)})
    subject = client.post(number.url, {"subject": "vo:GES", "awarded_on": "1-7-2012"})

    assert [answer.url for answer in (name, born, number, subject)] == [
        "/aanmelden/vraag/geboortedatum/",
        NUMBER,
        "/aanmelden/vraag/bevoegdheid/",
        HAND_IN,
    ]
    assert "Eva Ven" in words(client.get(HAND_IN))


def test_what_was_answered_can_be_changed_and_the_number_is_never_shown(client, draft):
    assert "900" not in words(client.get(NUMBER)).partition("<main")[2]
    page = words(client.post(NUMBER, {"bsn": "900000212"}))

    assert "Dit burgerservicenummer bestaat niet." in page
    assert "900000212" not in page
    assert draft.person.given_names in words(client.get("/aanmelden/vraag/naam/"))


def test_who_is_known_reads_the_way_back_on_the_page(client, draft):
    known = PersonFactory(family_name=draft.person.family_name)
    BsnFactory(person=known, bsn=valid_bsn(9))

    page = words(client.post(NUMBER, {"bsn": valid_bsn(9)}))

    assert "Uw gegevens zijn er al." in page
    assert "/activeren/" in page


def test_numbers_are_not_tried_without_end(client, draft):
    codes = [client.post(NUMBER, {"bsn": "900000212"}).status_code for _ in range(11)]

    assert (codes[9], codes[10]) == (200, 429)


def test_where_a_request_stands_is_told(client, draft):
    RegisterFactory()
    DiplomaCheckFactory()

    page = words(client.post(HAND_IN, {"file": scan()}, follow=True))

    assert "U hoort het uiterlijk op <em>16 maart 2026</em>" in page
    assert "1 ander is eerst." in page


def test_a_missing_scan_is_said_in_words(client, draft):
    assert "Kies de scan van uw diploma." in words(client.post(HAND_IN, {"sent": "1"}))


def test_nothing_is_handed_in_before_the_questions(client):
    draft = AdmissionFactory(empty=True)
    client.force_login(draft.person)

    assert client.get(HAND_IN).url == NUMBER


def test_a_request_that_was_refused_is_read_and_asked_again(client):
    check = DiplomaCheckFactory(refused=True, person=PersonFactory(signs_in=True))
    admission = AdmissionFactory(person=check.person, diploma=check)
    client.force_login(admission.person)

    assert "Dit is een certificaat van een cursus." in words(client.get(START))
    client.post("/aanmelden/beginnen/")

    assert Admission.objects.of(admission.person).drafts().exists()


def test_who_is_asked_something_sends_another_scan(client):
    check = DiplomaCheckFactory(asked=True, person=PersonFactory(signs_in=True))
    admission = AdmissionFactory(person=check.person, diploma=check)
    client.force_login(admission.person)

    assert "De scan is onleesbaar." in words(client.get("/aanmelden/scan/"))
    client.post("/aanmelden/scan/", {"file": scan()})

    check.refresh_from_db()
    assert check.status == "submitted"


def test_a_request_is_taken_back(client):
    admission = AdmissionFactory()
    client.force_login(admission.person)

    client.post("/aanmelden/intrekken/")

    admission.refresh_from_db()
    assert (admission.diploma.status, admission.digest) == ("withdrawn", None)


@pytest.mark.parametrize("path", [NUMBER, HAND_IN, "/aanmelden/scan/", "/aanmelden/vraag/anders/"])
def test_who_asks_for_nothing_has_no_questions(client, path):
    client.force_login(PersonFactory(teacher=True))

    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", [NUMBER, HAND_IN, "/aanmelden/scan/", "/aanmelden/beginnen/"])
def test_a_visitor_is_asked_to_sign_in(client, path):
    answer = client.post(path)

    assert answer.url.startswith("/inloggen/")


def test_an_administrator_finds_who_asks_and_admits(client):
    admission = AdmissionFactory(person__family_name="Zeldenrust", person__sort_key="zeldenrust s")
    DiplomaCheckFactory(person__family_name="Ander", person__sort_key="ander s")
    client.force_login(PersonFactory(administrator=True))
    path = reverse("register:diploma_check", args=[admission.diploma.pk])

    found = words(client.get("/beheer/diplomas/?q=zelden"))
    asks = words(client.get("/beheer/diplomas/?what=admission"))
    page = words(client.get(path))
    client.post(path, {"outcome": "accept", "reasons": ""})

    for listed in (found, asks):
        assert path in listed
        assert "Ander" not in listed
    assert "Mag Sanne Zeldenrust worden ingeschreven?" in page
    assert valid_bsn(1) not in page
    admission.person.refresh_from_db()
    assert admission.person.number


def test_an_administrator_reads_that_a_number_is_somebody_elses(client):
    admission = AdmissionFactory(number=valid_bsn(8))
    BsnFactory(person=PersonFactory(family_name="Houder"), bsn=valid_bsn(8))
    client.force_login(PersonFactory(administrator=True))
    path = reverse("register:diploma_check", args=[admission.diploma.pk])

    assert "Houder" in words(client.get(path))
    page = words(client.post(path, {"outcome": "accept", "reasons": ""}, follow=True))

    assert "Dit burgerservicenummer hoort bij een andere persoon." in page


def test_who_waits_reads_the_answer_under_my_messages(client):
    admission = AdmissionFactory()
    Message.objects.create(
        person=admission.person, key="x", kind="notice", way="mail", subject="Een vraag", body="?"
    )
    client.force_login(admission.person)

    assert "Een vraag" in words(client.get("/mijn/berichten/"))
