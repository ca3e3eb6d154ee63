"""When a cycle begins and ends. Periods are half-open; people see the last day (design.md §3.7)."""

from datetime import date, timedelta
from hashlib import sha256
from typing import NamedTuple

from schools.rules import add_months

from .rule_sets import RuleSet


class Period(NamedTuple):
    """The days from ``since`` up to, but not including, ``until``."""

    since: date
    until: date

    @property
    def last_day(self) -> date:
        return self.until - timedelta(days=1)


def first_cycle_end(start: date, *, number: str, rule_set: RuleSet) -> date:
    """Return the day on which a teacher's first cycle is over.

    The register would fill in a few months and empty as fast four years later. So the first
    cycle is some months longer, never shorter, by a hash of the registration number (domain.md
    §10.4, design.md §3.14): always the same for one teacher, evenly spread over all of them.
    """
    shortest, longest = rule_set.first_cycle_months
    fingerprint = int.from_bytes(sha256(number.encode()).digest())
    return add_months(start, shortest + fingerprint % (longest - shortest + 1))


def next_cycle(planned_until: date, *, rule_set: RuleSet) -> Period:
    """Return the cycle that follows on the planned end of the last, whenever that really ended."""
    return Period(planned_until, add_months(planned_until, rule_set.cycle_months))


def submit_from(until: date, *, rule_set: RuleSet) -> date:
    """Return the first day on which a cycle with this end can be submitted."""
    return add_months(until, -rule_set.submit_months)


def conditional_until(until: date, *, rule_set: RuleSet) -> date:
    """Return the end of the extra time that a teacher has after a cycle that was not met."""
    return add_months(until, rule_set.conditional_months)


def days_left(until: date, *, on: date) -> int:
    """Count the days that come after today: none on the last day, and none after it."""
    return max((until - on).days - 1, 0)
