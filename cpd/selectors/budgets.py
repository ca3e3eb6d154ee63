"""A teacher's own budget: what the agreement gives, what was spent, and what is left."""

from datetime import date

from django.db.models import QuerySet

from accounts.models import Person
from cpd import budgets
from cpd.budgets import Balance, Spent, Work
from cpd.choices.activities import ActivityStatus, Payer
from cpd.models import Cost
from schools.selectors.people import teaching_spells

from .terms import agreements


def costs_of(person: Person) -> QuerySet[Cost]:
    """Return the costs of a person's activities, latest first, without removed activities."""
    rows = Cost.objects.filter(activity__person=person).select_related("activity")
    return rows.exclude(activity__status=ActivityStatus.WITHDRAWN).order_by(
        "-activity__done_on", "-activity"
    )


def balances_of(person: Person, *, on: date) -> list[Balance]:
    """Return the budgets of the school year of a day, by the appointments that boards delivered.

    Only what was paid from the own budget is deducted.
    """
    work = [
        Work(spell.appointment, spell.sector, spell.fte, spell.since, spell.until)
        for spell in teaching_spells(person.pk)
        if spell.since <= on
    ]
    spent = [
        Spent(cost.activity.done_on, cost.amount, cost.hours)
        for cost in costs_of(person).filter(payer=Payer.OWN_BUDGET)
    ]
    return budgets.balances(agreements(), work, spent, on=on)
