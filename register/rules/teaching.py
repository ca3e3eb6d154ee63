"""How many hours somebody taught, from the appointments that boards delivered."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise
from typing import NamedTuple

from .cycles import Period
from .leave import days_outside
from .rule_sets import RuleSet

DAYS_A_YEAR = Decimal("365.25")
ZERO = Decimal(0)


class Spell(NamedTuple):
    """A stretch of days on which an appointment of this size rested on a qualification.

    ``appointment`` is the key of the appointment; ``until`` is None where no end is known.
    """

    appointment: str
    qualification: str
    fte: Decimal
    since: date
    until: date | None


def teaching_hours(
    spells: Iterable[Spell], *, period: Period, leave: Iterable[Period], rule_set: RuleSet
) -> dict[str, Decimal]:
    """Return the hours taught in a period for each qualification (domain.md §3.3).

    On a day of leave nobody teaches, whatever the appointment says (docs/adr/0036).

    Appointments add up: two of 0.5 fte on one day are one fte. Within one appointment the days
    of a qualification are a union: bases that overlap count once, with the largest fte. An
    appointment that rests on two qualifications counts in full for both, since nobody records
    how it is divided. The hours are rounded up to whole ones, as the norm itself is, so that
    0.2 fte during four years is enough.
    """
    worked = list(days_outside(leave, period))
    rested_on: dict[str, list[Spell]] = {}
    for spell in spells:
        rested_on.setdefault(spell.qualification, []).append(spell)
    return {
        qualification: _rounded(sum((_fte_days(rows, days) for days in worked), ZERO), rule_set)
        for qualification, rows in rested_on.items()
    }


def _fte_days(spells: Collection[Spell], days: Period) -> Decimal:
    if len(spells) == 1:
        [only] = spells
        return _fte_days_of_one(only, days)
    edges = {days.since, days.until}
    edges |= {day for spell in spells for day in (spell.since, spell.until) if day}
    within = sorted(day for day in edges if days.since <= day <= days.until)
    return sum(
        (_fte(spells, first) * (last - first).days for first, last in pairwise(within)), ZERO
    )


def _fte_days_of_one(spell: Spell, days: Period) -> Decimal:
    """Return what one spell comes to: most people have no other."""
    last = days.until if spell.until is None else min(spell.until, days.until)
    return spell.fte * max((last - max(spell.since, days.since)).days, 0)


def _rounded(fte_days: Decimal, rule_set: RuleSet) -> Decimal:
    hours = fte_days * rule_set.full_time_hours / DAYS_A_YEAR
    return hours.to_integral_value(ROUND_CEILING)


def _fte(spells: Iterable[Spell], on: date) -> Decimal:
    largest: dict[str, Decimal] = {}
    for spell in spells:
        if spell.since <= on and (spell.until is None or on < spell.until):
            largest[spell.appointment] = max(spell.fte, largest.get(spell.appointment, spell.fte))
    return sum(largest.values(), ZERO)
