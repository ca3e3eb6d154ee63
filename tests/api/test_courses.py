"""A provider's own system describes courses, hands them in and plans sessions."""

import pytest

from accounts.choices import Scope
from cpd.api.course_shapes import DESCRIBED, STATUSES, TOLD
from cpd.api.session_shapes import PLAN
from cpd.choices.offers import OfferStatus
from cpd.models import Offer, Session
from tests.api.test_attendance import machine_of
from tests.api.test_foundation import told
from tests.factories.cpd import OfferFactory, ProviderFactory, SuspensionFactory

COURSES, SESSIONS = "/api/v1/cursussen", "/api/v1/bijeenkomsten"
LEARNS = "Deelnemers maken een toets en bespreken die."


@pytest.fixture
def machine():
    return machine_of(ProviderFactory())


def valid_offer(machine):
    return OfferFactory(provider_id=machine.registered.organisation_id, validated=True)


def pointers(answer):
    return sorted(one["location"]["pointer"] for one in answer.json()["errors"])


def test_every_status_has_its_dutch_name():
    assert set(STATUSES) == set(OfferStatus)


def test_a_course_is_described_and_the_answer_says_what_is_missing(machine):
    answer = machine.send(COURSES, DESCRIBED)

    assert answer.status_code == 201
    offer = Offer.objects.get()
    assert answer.json() == {**TOLD, "id": offer.pk}
    assert machine.get(answer["Location"]).json() == answer.json()
    assert (offer.total, offer.price, offer.sectors) == (16, 250, ["vo"])
    assert list(offer.hours.values_list("category", "hours")) == [("subject_teaching", 16)]


def test_what_is_wrong_in_one_field_hides_nothing_in_another(machine):
    course = {"titel": 5, "soort": 7, "sectoren": ["vo"], "vakken": ["Toveren"], "contacturen": 2.1}
    session = {**PLAN, "aanbod": 99_999, "eersteDag": "2020-01-01", "begintOm": 7, "plaatsen": 6000}

    assert pointers(machine.send(COURSES, {**course, "prijs": -1})) == [
        *("#/contacturen", "#/prijs", "#/soort", "#/vakken"),
    ]
    assert pointers(machine.send(SESSIONS, session)) == [
        *("#/aanbod", "#/begintOm", "#/eersteDag", "#/plaatsen"),
    ]
    assert pointers(machine.send(SESSIONS, {**session, "plaats": "\x07", "begintOm": "23:00"})) == [
        *("#/aanbod", "#/eersteDag", "#/eindigtOm", "#/plaats", "#/plaatsen"),
    ]


def test_a_course_that_is_sent_again_is_described_once(machine):
    first, again = (machine.send(COURSES, DESCRIBED) for _twice in range(2))

    assert first.json() == again.json()
    assert Offer.objects.count() == 1


def test_a_complete_course_is_handed_in_and_gets_its_term(machine):
    pk = machine.send(COURSES, {**DESCRIBED, "leert": LEARNS}).json()["id"]

    answer = machine.send(f"{COURSES}/{pk}/indiening", {}, key="sleutel-0002")

    told_of = answer.json()
    assert (answer.status_code, told_of["status"], told_of["ontbreekt"]) == (200, "ingediend", [])
    assert told_of["beslisdatum"] == Offer.objects.get().due_on.isoformat()
    again = machine.send(f"{COURSES}/{pk}/indiening", {}, key="sleutel-0003")
    assert told(again)[0] == 409


def test_all_that_is_missing_is_told_at_once_when_it_is_handed_in(machine):
    pk = machine.send(COURSES, {"titel": "Rust", "soort": "cursus"}).json()["id"]

    answer = machine.send(f"{COURSES}/{pk}/indiening", {}, key="sleutel-0002")

    assert answer.status_code == 400
    assert len(answer.json()["errors"]) == 4  # summary, what one learns, sectors, hours
    assert Offer.objects.get().status == "draft"


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (
            {"titel": "a\u202eb", "soort": "x", "prijs": -1, "bsn": 1},
            ["#/bsn", "#/prijs", "#/soort", "#/titel"],
        ),
        ({"vakken": ["zwemles"]}, ["#/vakken"]),
        ({"urenPerCategorie": {"zwemmen": 1}}, ["#/urenPerCategorie/zwemmen"]),
    ],
)
def test_what_is_wrong_in_a_description_is_told_at_once(machine, change, wrong):
    answer = machine.send(COURSES, {**DESCRIBED, **change})

    assert told(answer)[0] == 400
    assert pointers(answer) == wrong
    assert not Offer.objects.exists()


def test_hours_that_are_no_quarters_are_refused_as_on_the_page(machine):
    answer = machine.send(COURSES, {**DESCRIBED, "contacturen": "12.10"})

    assert answer.status_code == 400
    assert not Offer.objects.exists()


def test_a_session_is_planned_and_what_is_wrong_is_told_at_once(machine):
    offer = valid_offer(machine)

    wrong = machine.send(
        SESSIONS, {**PLAN, "aanbod": offer.pk, "eersteDag": "2020-01-01", "plaatsen": 9999}
    )
    right = machine.send(SESSIONS, {**PLAN, "aanbod": offer.pk, "eersteDag": "9999-12-31"})
    planned = machine.send(SESSIONS, {**PLAN, "aanbod": offer.pk})

    assert (wrong.status_code, len(wrong.json()["errors"])) == (400, 2)
    assert right.status_code == 400
    assert planned.status_code == 201
    assert planned.json()["plaats"] == "Deventer"
    assert Session.objects.get().offer == offer


def test_nobody_sees_or_touches_what_is_of_another(machine):
    theirs = OfferFactory(validated=True)

    assert machine.get(f"{COURSES}/{theirs.pk}").status_code == 404
    assert machine.send(f"{COURSES}/{theirs.pk}/indiening", {}).status_code == 404
    planned = machine.send(SESSIONS, {**PLAN, "aanbod": theirs.pk}, key="sleutel-0002")
    assert pointers(planned) == ["#/aanbod"]
    assert machine.get(COURSES).json()["resultaten"] == []


def test_without_the_right_nothing_is_described(machine):
    limited = machine_of(ProviderFactory(), scopes=[Scope.READ_ATTENDANCE, Scope.WRITE_ATTENDANCE])

    assert limited.send(COURSES, DESCRIBED).status_code == 403
    assert limited.send(SESSIONS, PLAN).status_code == 403
    assert limited.get(COURSES).status_code == 403


def test_who_is_suspended_hands_nothing_in(machine):
    offer = OfferFactory(provider_id=machine.registered.organisation_id)
    SuspensionFactory(provider_id=machine.registered.organisation_id)

    answer = machine.send(f"{COURSES}/{offer.pk}/indiening", {})

    assert answer.status_code == 400
    assert Offer.objects.get().status == "draft"


def test_many_courses_cost_as_many_queries_as_one(machine, django_assert_num_queries):
    for _ in range(3):
        OfferFactory(provider_id=machine.registered.organisation_id, changes_asked=True)
    machine.get(COURSES)

    with django_assert_num_queries(8):
        machine.get(COURSES)
