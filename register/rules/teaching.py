"""How many hours somebody taught, from the appointments that boards delivered."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise
from typing import Protocol

from .cycles import Period
from .leave import days_outside
from .rule_sets import RuleSet

DAYS_A_YEAR = Decimal("365.25")
ZERO = Decimal(0)


class Spell(Protocol):
    """A period in which an appointment of this size was based on a qualification.

    ``appointment`` is the key of the appointment; ``until`` is None if no end is known.
    """

    @property
    def appointment(self) -> int: ...
    @property
    def fte(self) -> Decimal: ...
    @property
    def since(self) -> date: ...
    @property
    def until(self) -> date | None: ...


def teaching_hours(
    spells: Iterable[Spell], *, period: Period, leave: Sequence[Period], rule_set: RuleSet
) -> Decimal:
    """Return the hours taught in a period on one qualification (domain.md §3.3).

    Days of leave do not count, whatever the appointment says (docs/adr/0036).

    Appointments add up: two of 0.5 fte on one day are one fte. Within one appointment, spells
    that overlap count once, with the largest fte. An appointment based on two qualifications
    counts in full for both, since nobody records how it is divided: call this for each. The
    hours are rounded up to whole ones, as the norm itself is, so that 0.2 fte during four years
    is enough.
    """
    worked = list(days_outside(leave, period)) if leave else [period]
    held: dict[int, list[Spell]] = {}
    for spell in spells:
        held.setdefault(spell.appointment, []).append(spell)
    fte_days = sum([_fte_days(rows, days) for rows in held.values() for days in worked], ZERO)
    hours = fte_days * rule_set.full_time_hours / DAYS_A_YEAR
    return hours.to_integral_value(ROUND_CEILING)


def _fte_days(spells: Sequence[Spell], days: Period) -> Decimal:
    """Return the fte-days of one appointment; most have a single spell, which is quick to count."""
    if len(spells) == 1:
        [only] = spells
        last = days.until if only.until is None else min(only.until, days.until)
        return only.fte * max((last - max(only.since, days.since)).days, 0)
    edges = {days.since, days.until}
    edges |= {day for spell in spells for day in (spell.since, spell.until) if day}
    within = sorted(day for day in edges if days.since <= day <= days.until)
    return sum(
        (_largest(spells, first) * (last - first).days for first, last in pairwise(within)), ZERO
    )


def _largest(spells: Iterable[Spell], on: date) -> Decimal:
    return max(
        (one.fte for one in spells if one.since <= on and (one.until is None or on < one.until)),
        default=ZERO,
    )
