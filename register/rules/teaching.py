"""How many hours somebody taught, from the appointments that boards delivered."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise
from typing import NamedTuple

from .rule_sets import RuleSet

DAYS_A_YEAR = Decimal("365.25")


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
    spells: Iterable[Spell], *, since: date, until: date, rule_set: RuleSet
) -> dict[str, Decimal]:
    """Return the hours taught in [since, until) for each qualification (domain.md §3.3).

    Appointments add up: two of 0.5 fte on one day are one fte. Within one appointment the days
    of a qualification are a union: bases that overlap count once, with the largest fte. An
    appointment that rests on two qualifications counts in full for both, since nobody records
    how it is divided. The hours are rounded up to whole ones, as the norm itself is, so that
    0.2 fte during four years is enough.
    """
    rested_on: dict[str, list[Spell]] = {}
    for spell in spells:
        rested_on.setdefault(spell.qualification, []).append(spell)
    return {
        qualification: _hours(rows, since, until, rule_set)
        for qualification, rows in rested_on.items()
    }


def _hours(spells: Collection[Spell], since: date, until: date, rule_set: RuleSet) -> Decimal:
    if len(spells) == 1:
        [only] = spells
        return _rounded(_fte_days(only, since, until), rule_set)
    edges = {since, until} | {day for spell in spells for day in (spell.since, spell.until) if day}
    within = sorted(day for day in edges if since <= day <= until)
    fte_days = sum(
        (_fte(spells, first) * (last - first).days for first, last in pairwise(within)), Decimal(0)
    )
    return _rounded(fte_days, rule_set)


def _fte_days(spell: Spell, since: date, until: date) -> Decimal:
    """Return what one spell comes to within [since, until): most people have no other."""
    last = until if spell.until is None else min(spell.until, until)
    return spell.fte * max((last - max(spell.since, since)).days, 0)


def _rounded(fte_days: Decimal, rule_set: RuleSet) -> Decimal:
    hours = fte_days * rule_set.full_time_hours / DAYS_A_YEAR
    return hours.to_integral_value(ROUND_CEILING)


def _fte(spells: Iterable[Spell], on: date) -> Decimal:
    largest: dict[str, Decimal] = {}
    for spell in spells:
        if spell.since <= on and (spell.until is None or on < spell.until):
            largest[spell.appointment] = max(spell.fte, largest.get(spell.appointment, spell.fte))
    return sum(largest.values(), Decimal(0))
