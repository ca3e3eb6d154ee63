"""A provider's own system changes courses and sessions, as long as they are as it saw them."""

from datetime import time
from decimal import Decimal

import pytest

from accounts.api.changing import merged
from accounts.choices import Scope
from core.models import OutboxMessage
from cpd.api.course_shapes import DESCRIBED
from cpd.models import Intention, Offer, OfferChange, Session
from tests.api.conftest import Machine
from tests.api.test_attendance import machine_of
from tests.api.test_courses import COURSES, LEARNS, SESSIONS, pointers
from tests.api.test_foundation import told
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import OfferFactory, ProviderFactory, SessionFactory


@pytest.fixture
def machine() -> Machine:
    return machine_of(ProviderFactory())


@pytest.fixture
def draft(machine):
    return machine.send(COURSES, DESCRIBED)["Location"]


def own(machine, **facts):
    return OfferFactory(provider_id=machine.registered.organisation_id, **facts)


def at(offer):
    return f"{COURSES}/{offer.pk}"


@pytest.fixture
def evening(machine):
    return SessionFactory(offer=own(machine, validated=True), to_come=True)


def test_what_is_sent_takes_the_place_of_what_was_there():
    old = {"a": 1, "b": {"x": 1, "y": 2}, "c": [1]}

    assert merged(old, {"b": {"x": 3, "y": None}, "c": None, "d": {"z": None}}) == {
        "a": 1,
        "b": {"x": 3},
        "d": {},
    }
    assert merged(old, [1]) == [1]


def test_of_a_draft_only_what_is_sent_changes(machine, draft):
    answer = machine.change(draft, {"leert": LEARNS, "prijs": None})

    assert answer.status_code == 200
    assert answer.json()["ontbreekt"] == []
    offer = Offer.objects.get()
    assert (offer.learns, offer.price, offer.title) == (LEARNS, 0, DESCRIBED["titel"])
    assert answer["ETag"] == machine.get(draft)["ETag"]


def test_who_did_not_see_the_last_change_changes_nothing(machine, draft):
    seen = machine.get(draft)["ETag"]
    machine.change(draft, {"leert": LEARNS}, seen=f"W/{seen}")

    late = machine.change(draft, {"leert": "Iets anders."}, seen=seen)

    assert told(late) == (412, "Het is intussen veranderd")
    assert told(machine.change(draft, {"leert": "Iets anders."}, seen=""))[0] == 428
    assert Offer.objects.get().learns == LEARNS


def test_what_is_wrong_in_a_change_is_told_at_once(machine, draft):
    answer = machine.change(draft, {"prijs": -1, "titel": None, "soort": "x", "bsn": 1})

    assert pointers(answer) == ["#/bsn", "#/prijs", "#/soort", "#/titel"]
    assert Offer.objects.get().version == 1


def test_a_course_that_is_judged_cannot_be_changed(machine):
    offer = own(machine, submitted=True)

    assert told(machine.change(at(offer), {"titel": "Anders"}))[0] == 409
    assert Offer.objects.get().title == offer.title


def test_of_a_validated_course_only_what_needs_no_review_changes(machine):
    offer = own(machine, validated=True, sectors=["po", "vo"])

    small = machine.change(at(offer), {"prijs": "199.50", "sectoren": ["vo", "po"]})
    large = machine.change(at(offer), {"leert": "Iets heel anders."})

    assert small.status_code == 200
    assert OfferChange.objects.get().new == {"price": "199.5"}
    assert (large.status_code, Offer.objects.get().learns) == (400, offer.learns)


def test_a_next_version_is_begun_once(machine):
    offer = own(machine, validated=True)

    begun = machine.send(f"{at(offer)}/nieuwe-versie", {})
    again = machine.send(f"{at(offer)}/nieuwe-versie", {}, key="sleutel-0002")

    assert (begun.status_code, begun.json()["status"]) == (201, "concept")
    assert machine.get(begun["Location"]).json()["leert"] == offer.learns
    assert told(again)[0] == 400


def test_a_course_is_withdrawn_for_good(machine, draft):
    answer = machine.send(f"{draft}/intrekking", {}, key="sleutel-0002")

    assert answer.json()["status"] == "ingetrokken"
    assert told(machine.send(f"{draft}/intrekking", {}, key="sleutel-0003"))[0] == 409


def test_a_session_is_changed_and_who_means_to_go_is_told(machine, evening):
    Intention.objects.create(session=evening, person=PersonFactory(teacher=True))
    address = f"{SESSIONS}/{evening.pk}"

    answer = machine.change(address, {"begintOm": "20:00", "prijs": "12.50"})

    assert (answer.status_code, answer.json()["begintOm"]) == (200, "20:00")
    changed = Session.objects.get()
    assert (changed.starts_at, changed.ends_at) == (time(20), time(21))
    assert (changed.price, changed.version) == (Decimal("12.5"), 2)
    assert OutboxMessage.objects.filter(task="cpd.tasks.mail_session").count() == 1


def test_what_is_wrong_in_a_session_is_told_and_it_stays_with_its_course(machine, evening):
    other = own(machine, validated=True)

    wrong = machine.change(f"{SESSIONS}/{evening.pk}", {"eersteDag": "2020-01-01", "plaatsen": 0})
    moved = machine.change(f"{SESSIONS}/{evening.pk}", {"aanbod": other.pk})

    assert pointers(wrong) == ["#/eersteDag", "#/plaatsen"]
    assert pointers(moved) == ["#/aanbod"]
    assert Session.objects.get().version == 1


def test_a_session_is_cancelled_once_and_then_stays_as_it_is(machine, evening):
    address = f"{SESSIONS}/{evening.pk}"

    answer = machine.send(f"{address}/afzegging", {"reden": "De trainer is ziek."})

    assert (answer.json()["status"], answer.json()["reden"]) == (
        "geannuleerd",
        "De trainer is ziek.",
    )
    again = machine.send(f"{address}/afzegging", {"reden": "Weer ziek."}, key="sleutel-0002")
    assert told(again)[0] == 409
    assert told(machine.change(address, {"begintOm": "18:00"}))[0] == 409


def test_a_session_that_has_begun_is_not_changed(machine, evening):
    begun = SessionFactory(offer=evening.offer)

    assert told(machine.change(f"{SESSIONS}/{begun.pk}", {"plaatsen": 9}))[0] == 409


def test_nobody_changes_what_is_of_another(machine):
    theirs = SessionFactory(to_come=True)
    course, session = at(theirs.offer), f"{SESSIONS}/{theirs.pk}"

    assert machine.get(session).status_code == 404
    for address in (course, session):
        assert machine.change(address, {"titel": "x"}, seen='"x"').status_code == 404
    for deed in (f"{course}/intrekking", f"{course}/nieuwe-versie", f"{session}/afzegging"):
        assert machine.send(deed, {"reden": "x"} if "afzegging" in deed else {}).status_code == 404


def test_without_the_right_nothing_is_changed(evening):
    limited = machine_of(evening.offer.provider, scopes=[Scope.READ_ATTENDANCE])

    assert limited.get(f"{SESSIONS}/{evening.pk}").status_code == 200
    assert limited.change(f"{SESSIONS}/{evening.pk}", {"plaatsen": 9}).status_code == 403
    assert limited.change(at(evening.offer), {"prijs": "9"}, seen='"x"').status_code == 403


def test_a_machine_changes_nothing_for_who_no_longer_edits(machine, draft):
    machine.registered.responsible.roles.all().delete()

    assert machine.change(draft, {"titel": "x"}, seen='"x"').status_code == 401
    assert Offer.objects.get().title == DESCRIBED["titel"]
