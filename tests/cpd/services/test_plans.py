from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from core.errors import InvalidMove, Refused
from core.models import AuditEvent
from cpd.choices.activities import PlanStatus
from cpd.models import Activity, PlanItem
from cpd.rules import Entry
from cpd.services.plans import complete_item, drop_item, plan_activity, plan_again, plan_offer
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import OfferFactory, PlanItemFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
LATER = date(2026, 12, 1)
ENTRY = Entry(kind="lesson_visit", done_on=TODAY, hours=Decimal(2), title="Bij Anouk")


def test_what_is_planned_counts_for_nothing_yet():
    teacher = PersonFactory(teacher=True)

    item = plan_activity(teacher, actor=teacher, on=TODAY, entry=ENTRY, planned_for=LATER)

    assert (item.kind, item.hours, item.planned_for) == ("lesson_visit", 2, LATER)
    assert not Activity.objects.exists()
    assert AuditEvent.objects.about(item).get().action == "planitem.planned"


def test_a_day_that_is_past_is_no_plan():
    teacher = PersonFactory(teacher=True)

    with pytest.raises(Refused, match="voorbij"):
        plan_activity(teacher, actor=teacher, on=TODAY, entry=ENTRY, planned_for=date(2026, 11, 20))


@pytest.mark.parametrize("hours", [0, -1, "1.1", 2001])
def test_hours_that_cannot_be_logged_cannot_be_planned(hours):
    teacher = PersonFactory(teacher=True)
    entry = Entry(kind="course", done_on=TODAY, hours=Decimal(hours))

    with pytest.raises(Refused):
        plan_activity(teacher, actor=teacher, on=TODAY, entry=entry, planned_for=None)


def test_one_press_makes_an_activity_of_it():
    item = PlanItemFactory()

    activity = complete_item(item, actor=item.person, on=TODAY)

    item.refresh_from_db()
    assert (item.status, item.activity) == (PlanStatus.DONE, activity)
    assert (activity.kind, activity.title, activity.done_on) == (item.kind, item.title, TODAY)
    assert {row.category: row.hours for row in activity.hours.all()} == {
        "subject_teaching": 4,
        "subject_content": 4,
    }


def test_it_was_done_on_its_day_where_that_is_past_by_then():
    item = PlanItemFactory(planned_for=date(2026, 11, 10))

    assert complete_item(item, actor=item.person, on=TODAY).done_on == date(2026, 11, 10)


def test_done_before_its_day_is_done_today():
    item = PlanItemFactory(planned_for=LATER)

    assert complete_item(item, actor=item.person, on=TODAY).done_on == TODAY


def test_a_second_press_makes_no_second_activity():
    item = PlanItemFactory()

    first = complete_item(item, actor=item.person, on=TODAY)

    assert complete_item(item, actor=item.person, on=TODAY) == first
    assert Activity.objects.get() == first


def test_a_planned_course_becomes_that_course_followed():
    item = PlanItemFactory(of_offer=True)

    activity = complete_item(item, actor=item.person, on=TODAY)

    assert (activity.offer, activity.total) == (item.offer, 16)


def test_a_course_that_is_planned_and_followed_apart_is_there_once():
    teacher = PersonFactory(teacher=True)
    first = PlanItemFactory(person=teacher, of_offer=True)
    complete_item(first, actor=teacher, on=TODAY)
    again = plan_offer(first.offer, actor=teacher, on=TODAY)

    with pytest.raises(Refused, match="al in uw dossier"):
        complete_item(again, actor=teacher, on=TODAY)


def test_a_course_is_planned_once():
    teacher, offer = PersonFactory(teacher=True), OfferFactory(validated=True)

    first = plan_offer(offer, actor=teacher, on=TODAY)

    assert plan_offer(offer, actor=teacher, on=TODAY) == first
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanItemFactory(person=teacher, of_offer=True, offer=offer)


def test_a_course_that_is_no_longer_validated_cannot_be_planned():
    teacher = PersonFactory(teacher=True)

    with pytest.raises(Refused, match="niet meer gevalideerd"):
        plan_offer(OfferFactory(expired=True), actor=teacher, on=date(2031, 1, 1))


def test_what_was_taken_out_can_be_put_back():
    item = PlanItemFactory()
    drop_item(item, actor=item.person)

    plan_again(item, actor=item.person)

    item.refresh_from_db()
    assert item.status == PlanStatus.PLANNED


def test_what_was_taken_out_cannot_be_done():
    item = PlanItemFactory(dropped=True)

    with pytest.raises(InvalidMove):
        complete_item(item, actor=item.person, on=TODAY)


def test_a_course_that_was_planned_again_is_not_put_back():
    item = PlanItemFactory(of_offer=True, dropped=True)
    plan_offer(item.offer, actor=item.person, on=TODAY)

    with pytest.raises(Refused, match="al in uw plan"):
        plan_again(item, actor=item.person)


@pytest.mark.parametrize("deed", [complete_item, drop_item, plan_again])
def test_nobody_touches_another_plan(deed):
    item = PlanItemFactory()
    more = {"on": TODAY} if deed is complete_item else {}

    with pytest.raises(PermissionDenied):
        deed(item, actor=PersonFactory(teacher=True), **more)


def test_nobody_plans_for_another():
    with pytest.raises(PermissionDenied):
        plan_activity(
            PersonFactory(teacher=True),
            actor=PersonFactory(teacher=True),
            on=TODAY,
            entry=ENTRY,
            planned_for=None,
        )


def test_who_has_no_file_has_no_plan():
    with pytest.raises(PermissionDenied):
        plan_offer(OfferFactory(validated=True), actor=PersonFactory(), on=TODAY)
    assert not PlanItem.objects.exists()
