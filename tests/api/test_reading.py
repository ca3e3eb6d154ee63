"""What anybody reads by machine: schools, courses, registered teachers, certificates."""

from datetime import date

from cpd.api.offers import CATEGORIES, KINDS
from cpd.choices.activities import OFFERED, Category
from tests.api.conftest import Machine
from tests.api.test_foundation import told
from tests.factories.accounts import ApiClientFactory
from tests.factories.cpd import OfferFactory
from tests.factories.register import CertificateFactory, CycleFactory
from tests.factories.schools import BoardFactory, LocationFactory


def test_schools_are_found_with_the_board_that_they_have_today(stranger):
    board = BoardFactory()
    LocationFactory(school__brin="00AB", board=board)
    LocationFactory(school__brin="00CD", board=BoardFactory())

    found = stranger.get(f"/api/v1/scholen?zoek={board.number}").json()

    assert [(one["code"], one["bestuur"]["nummer"]) for one in found["resultaten"]] == [
        ("00AB00", board.number)
    ]
    assert stranger.get("/api/v1/scholen/00ab00").json() == found["resultaten"][0]
    assert told(stranger.get("/api/v1/scholen/99ZZ00"))[0] == 404


def test_schools_ask_the_database_as_much_for_three_as_for_one(stranger, django_assert_num_queries):
    LocationFactory(school__brin="00AB", board=BoardFactory())
    with django_assert_num_queries(3) as one:
        stranger.get("/api/v1/scholen")
        asked = len(one)
    for brin in ("00CD", "00EF"):
        LocationFactory(school__brin=brin, board=BoardFactory())

    with django_assert_num_queries(asked):
        stranger.get("/api/v1/scholen")


def test_every_kind_and_category_of_an_offer_has_its_dutch_name():
    assert list(KINDS) == OFFERED
    assert list(CATEGORIES) == list(Category)


def test_courses_are_found_as_in_the_catalogue(stranger):
    offer = OfferFactory(validated=True, valid_until=date(2099, 1, 1))
    OfferFactory(title="Concept")

    found = stranger.get("/api/v1/aanbod?soort=cursus&categorie=vakinhoud&sector=vo").json()

    [told_of] = found["resultaten"]
    assert (told_of["id"], told_of["titel"]) == (offer.pk, offer.title)
    assert told_of["urenPerCategorie"] == {"vakinhoud": "16.00"}
    assert stranger.get(f"/api/v1/aanbod/{offer.pk}").json() == told_of
    assert stranger.get("/api/v1/aanbod?gratis=true").json()["totaal"] == 0


def test_a_course_that_was_never_judged_is_not_there(stranger):
    assert told(stranger.get(f"/api/v1/aanbod/{OfferFactory().pk}"))[0] == 404


def test_a_registered_teacher_is_told_as_on_the_page(stranger):
    person = CycleFactory().registration.person

    answer = stranger.get(f"/api/v1/registraties/{person.number.lower()}").json()

    assert (answer["registratienummer"], answer["naam"]) == (person.number, person.full_name)


def test_who_often_asks_for_nobody_must_wait(stranger, settings):
    settings.REGISTER_MISSES_AN_HOUR = 1
    assert told(stranger.get("/api/v1/registraties/LR0000000014"))[0] == 404

    assert told(stranger.get("/api/v1/registraties/LR0000000014"))[0] == 429
    assert told(stranger.get("/api/v1/certificaten/K7QD4M2X9TRF"))[0] == 429


def test_machines_look_no_more_often_than_people(stranger, settings):
    settings.REGISTER_LOOKS_AN_HOUR = 2
    number = CycleFactory().registration.person.number

    seen = [stranger.get(f"/api/v1/registraties/{number}").status_code for _ in range(2)]

    assert seen == [200, 200]
    assert told(stranger.get(f"/api/v1/registraties/{number}"))[0] == 429
    assert stranger.get(f"/register/{number}/").status_code == 429


def test_the_teacher_sees_how_often_machines_opened_the_entry_but_not_the_own(stranger):
    registration = CycleFactory().registration
    own = Machine(ApiClientFactory(own=True, responsible=registration.person))

    for reader in (stranger, own):
        reader.get(f"/api/v1/registraties/{registration.person.number}")

    assert registration.opened.get().times == 1


def test_a_certificate_is_held_against_the_register(stranger):
    certificate = CertificateFactory()

    answer = stranger.get(f"/api/v1/certificaten/{certificate.code}").json()

    assert answer["afgegevenOp"] == certificate.issued_on.isoformat()
    assert answer["ingeschreven"] is True
