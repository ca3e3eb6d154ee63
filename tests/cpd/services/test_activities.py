from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from core.errors import InvalidMove, Refused
from core.models import AuditEvent
from cpd.models import Activity
from cpd.rules import Entry
from cpd.selectors.activities import hours_by_category
from cpd.services.activities import (
    change_activity,
    follow_offer,
    freeze_activities,
    log_activity,
    restore_activity,
    withdraw_activity,
)
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import VALID_SINCE, VALID_UNTIL, ActivityFactory, OfferFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
ENTRY = Entry(kind="intervision", done_on=TODAY, hours=Decimal(2))


@pytest.fixture
def teacher():
    return PersonFactory(teacher=True)


def hours(activity):
    return dict(activity.hours.values_list("category", "hours"))


def acts(record):
    return list(AuditEvent.objects.about(record).values_list("action", flat=True))


def codes(refusal):
    return [error.code for error in refusal.value.error_list]


def test_three_facts_are_enough_to_log_an_activity(teacher):
    activity = log_activity(teacher, actor=teacher, on=TODAY, entry=ENTRY)

    assert (activity.status, activity.kind, activity.done_on) == ("counts", "intervision", TODAY)
    assert hours(activity) == {"pedagogy": Decimal(1), "subject_teaching": Decimal(1)}
    assert acts(activity) == ["activity.logged"]


def test_the_own_split_goes_before_the_shares_of_the_kind(teacher):
    entry = replace(ENTRY, split={"subject_content": Decimal(2), "pedagogy": Decimal(0)})

    activity = log_activity(teacher, actor=teacher, on=TODAY, entry=entry)

    assert hours(activity) == {"subject_content": Decimal(2)}


def test_a_form_sent_twice_is_one_activity(teacher):
    key = uuid4()
    first = log_activity(teacher, actor=teacher, on=TODAY, entry=ENTRY, key=key)

    second = log_activity(teacher, actor=teacher, on=TODAY, entry=ENTRY, key=key)

    assert second == first
    assert Activity.objects.count() == 1


def test_the_key_of_anothers_form_gives_nothing_away(teacher):
    key = uuid4()
    log_activity(teacher, actor=teacher, on=TODAY, entry=ENTRY, key=key)
    other = PersonFactory(teacher=True)

    activity = log_activity(other, actor=other, on=TODAY, entry=ENTRY, key=key)

    assert activity.person == other


def test_everything_wrong_is_said_at_once(teacher):
    entry = replace(ENTRY, done_on=date(2026, 11, 22), hours=Decimal("0.1"))

    with pytest.raises(Refused) as refusal:
        log_activity(teacher, actor=teacher, on=TODAY, entry=entry)

    assert codes(refusal) == ["future", "not_in_quarters"]
    assert Activity.objects.count() == 0


@pytest.mark.parametrize("who", ["another teacher", "not claimed"])
def test_only_teachers_log_and_only_in_their_own_file(teacher, who):
    person = PersonFactory() if who == "not claimed" else teacher
    actor = person if who == "not claimed" else PersonFactory(teacher=True)

    with pytest.raises(PermissionDenied):
        log_activity(person, actor=actor, on=TODAY, entry=ENTRY)


def test_an_activity_can_be_changed(teacher):
    activity = ActivityFactory(person=teacher)
    entry = Entry("course", date(2026, 10, 1), Decimal(3), "Lezen", {"pedagogy": Decimal(3)})

    changed = change_activity(activity, actor=teacher, on=TODAY, entry=entry, version=1)

    changed.refresh_from_db()
    assert (changed.kind, changed.done_on, changed.title) == ("course", date(2026, 10, 1), "Lezen")
    assert (changed.search_key, changed.version) == ("lezen", 2)
    assert list(changed.hours.values_list("category", "hours", "done_on")) == [
        ("pedagogy", Decimal(3), date(2026, 10, 1))
    ]
    assert acts(changed) == ["activity.changed"]


def test_the_second_of_two_windows_is_told(teacher):
    activity = ActivityFactory(person=teacher)
    change_activity(activity, actor=teacher, on=TODAY, entry=ENTRY, version=1)

    with pytest.raises(Refused) as refusal:
        change_activity(
            activity, actor=teacher, on=TODAY, entry=replace(ENTRY, title="Anders"), version=1
        )

    assert codes(refusal) == ["changed_meanwhile"]


def test_a_window_from_before_an_undo_is_told(teacher):
    activity = ActivityFactory(person=teacher)
    withdraw_activity(activity, actor=teacher)
    restore_activity(activity, actor=teacher)

    with pytest.raises(Refused) as refusal:
        change_activity(activity, actor=teacher, on=TODAY, entry=ENTRY, version=1)

    assert codes(refusal) == ["changed_meanwhile"]


def test_an_activity_cannot_be_moved_to_a_day_on_which_the_offer_was_followed_already(teacher):
    offer = OfferFactory(validated=True)
    ActivityFactory(person=teacher, offer=offer, done_on=date(2026, 11, 1))
    activity = ActivityFactory(person=teacher, offer=offer)
    entry = replace(ENTRY, done_on=date(2026, 11, 1))

    with pytest.raises(Refused) as refusal:
        change_activity(activity, actor=teacher, on=TODAY, entry=entry, version=1)

    assert codes(refusal) == ["doubled"]


def test_of_a_followed_offer_only_the_day_changes(teacher):
    offer = OfferFactory(validated=True)
    activity = follow_offer(offer, actor=teacher, on=TODAY, done_on=TODAY)
    entry = replace(ENTRY, done_on=date(2026, 11, 1), hours=Decimal(99), title="Meer uren")

    changed = change_activity(activity, actor=teacher, on=TODAY, entry=entry, version=1)

    assert (changed.done_on, changed.kind, changed.title) == (
        date(2026, 11, 1),
        "course",
        offer.title,
    )
    assert hours(changed) == {"subject_content": Decimal(16)}


def test_a_followed_offer_stays_within_its_validity(teacher):
    activity = ActivityFactory(person=teacher, offer=OfferFactory(validated=True))
    entry = replace(ENTRY, done_on=date(2026, 2, 28))

    with pytest.raises(Refused) as refusal:
        change_activity(activity, actor=teacher, on=TODAY, entry=entry, version=1)

    assert codes(refusal) == ["not_valid_on_day"]


def test_a_title_of_signs_that_grow_when_they_are_made_plain_is_kept(teacher):
    entry = replace(ENTRY, title="\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 200)

    activity = log_activity(teacher, actor=teacher, on=TODAY, entry=entry)

    assert len(activity.search_key) == 250


def test_removing_is_undone(teacher):
    activity = ActivityFactory(person=teacher)

    withdraw_activity(activity, actor=teacher)
    without = hours_by_category(teacher.pk, VALID_SINCE, VALID_UNTIL)
    restore_activity(activity, actor=teacher)

    assert without == {}
    assert sum(hours_by_category(teacher.pk, VALID_SINCE, VALID_UNTIL).values()) == 2
    assert acts(activity) == ["activity.restore", "activity.withdraw"]


def test_removing_twice_is_refused(teacher):
    activity = ActivityFactory(person=teacher, withdrawn=True)

    with pytest.raises(InvalidMove):
        withdraw_activity(activity, actor=teacher)


def test_undo_is_refused_where_the_offer_was_added_again(teacher):
    offer = OfferFactory(validated=True)
    removed = ActivityFactory(person=teacher, offer=offer, withdrawn=True)
    ActivityFactory(person=teacher, offer=offer)

    with pytest.raises(Refused) as refusal:
        restore_activity(removed, actor=teacher)

    assert codes(refusal) == ["doubled"]


@pytest.mark.parametrize("service", [withdraw_activity, restore_activity])
def test_nobody_touches_anothers_activity(service):
    with pytest.raises(PermissionDenied):
        service(ActivityFactory(), actor=PersonFactory(teacher=True))


def test_nobody_changes_anothers_activity():
    actor = PersonFactory(teacher=True)

    with pytest.raises(PermissionDenied):
        change_activity(ActivityFactory(), actor=actor, on=TODAY, entry=ENTRY, version=1)


def test_what_a_decision_was_based_on_is_not_changed_or_removed(teacher):
    activity = ActivityFactory(person=teacher, settled=True)

    with pytest.raises(Refused) as change:
        change_activity(activity, actor=teacher, on=TODAY, entry=ENTRY, version=1)
    with pytest.raises(Refused) as removal:
        withdraw_activity(activity, actor=teacher)

    assert codes(change) == codes(removal) == ["settled"]


def test_an_offer_is_followed_with_one_press(teacher):
    offer = OfferFactory(validated=True, hours={"subject_content": 10, "pedagogy": 6})

    activity = follow_offer(offer, actor=teacher, on=TODAY, done_on=TODAY)

    assert (activity.offer, activity.kind, activity.title) == (offer, offer.kind, offer.title)
    assert hours(activity) == {"subject_content": Decimal(10), "pedagogy": Decimal(6)}
    assert acts(activity) == ["activity.followed"]


def test_pressing_twice_follows_once(teacher):
    offer = OfferFactory(validated=True)

    first, second = (follow_offer(offer, actor=teacher, on=TODAY, done_on=TODAY) for _ in range(2))

    assert second == first
    assert Activity.objects.count() == 1


def test_an_offer_can_be_followed_again_on_another_day(teacher):
    offer = OfferFactory(validated=True)

    follow_offer(offer, actor=teacher, on=TODAY, done_on=date(2026, 11, 20))
    follow_offer(offer, actor=teacher, on=TODAY, done_on=TODAY)

    assert Activity.objects.count() == 2


@pytest.mark.parametrize("status", ["validated", "expired", "withdrawn"])
@pytest.mark.parametrize(
    ("done_on", "on", "refused"),
    [
        pytest.param(date(2026, 2, 28), TODAY, ["not_valid_on_day"], id="before"),
        pytest.param(VALID_SINCE, TODAY, [], id="first day"),
        pytest.param(date(2030, 2, 28), date(2031, 1, 1), [], id="last day, told later"),
        pytest.param(VALID_UNTIL, date(2031, 1, 1), ["not_valid_on_day"], id="after"),
        pytest.param(date(2026, 11, 22), TODAY, ["future"], id="tomorrow"),
    ],
)
def test_an_offer_counts_for_the_days_on_which_it_was_valid(teacher, status, done_on, on, refused):
    offer = OfferFactory(**{status: True})

    try:
        follow_offer(offer, actor=teacher, on=on, done_on=done_on)
        got = []
    except Refused as refusal:
        got = [error.code for error in refusal.error_list]

    assert got == refused


@pytest.mark.parametrize("trait", ["submitted", "changes_asked", "refused"])
def test_an_offer_that_was_never_validated_is_not_followed(teacher, trait):
    with pytest.raises(Refused):
        follow_offer(OfferFactory(**{trait: True}), actor=teacher, on=TODAY, done_on=TODAY)


def test_only_who_has_a_file_follows_an_offer():
    with pytest.raises(PermissionDenied):
        follow_offer(OfferFactory(validated=True), actor=PersonFactory(), on=TODAY, done_on=TODAY)


def test_a_decision_settles_what_counts_in_its_period(teacher):
    inside = ActivityFactory(person=teacher, done_on=date(2026, 1, 1), hours={"pedagogy": 2})
    outside = ActivityFactory(person=teacher, done_on=date(2027, 1, 1))
    removed = ActivityFactory(person=teacher, done_on=date(2026, 1, 1), withdrawn=True)
    anothers = ActivityFactory(done_on=date(2026, 1, 1))

    settled = freeze_activities(teacher.pk, date(2026, 1, 1), date(2027, 1, 1), actor=None)

    assert settled == {"pedagogy": Decimal(2)}
    assert {activity.pk: activity.status for activity in Activity.objects.all()} == {
        inside.pk: "settled",
        outside.pk: "counts",
        removed.pk: "withdrawn",
        anothers.pk: "counts",
    }
    assert acts(inside) == ["activity.settle"]


def test_an_activity_counts_in_one_cycle(teacher):
    ActivityFactory(person=teacher, done_on=date(2026, 1, 1))
    freeze_activities(teacher.pk, date(2025, 1, 1), date(2027, 1, 1), actor=None)

    again = freeze_activities(teacher.pk, date(2026, 1, 1), date(2030, 1, 1), actor=None)

    assert again == {}
    assert hours_by_category(teacher.pk, date(2026, 1, 1), date(2030, 1, 1)) == {}
