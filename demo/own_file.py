"""What the demo's teachers mean to do with their own file: a plan of two things."""

from datetime import date, timedelta
from decimal import Decimal

from accounts.models import Person
from cpd.models import Offer
from cpd.rules import Entry
from cpd.services.plans import plan_activity, plan_offer


def make_plan(teacher: Person, *, on: date) -> None:
    """Plan a judged course and a series of lessons with colleagues."""
    plan_offer(Offer.objects.get(title="Leesbevordering in de onderbouw"), actor=teacher, on=on)
    series = Entry(
        kind="lesson_development",
        done_on=on,
        hours=Decimal(12),
        title="Lessenreeks schrijven met de sectie",
    )
    plan_activity(teacher, actor=teacher, on=on, entry=series, planned_for=on + timedelta(weeks=6))
