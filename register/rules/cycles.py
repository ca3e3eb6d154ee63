"""When a cycle begins and ends. Periods are half-open; pages show the last day."""

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
    """Return the first day after a teacher's first cycle.

    Many teachers join within a few months, and their cycles would all end together. So a hash of
    the registration number sets the length of the first cycle, between ``first_cycle_months``
    (domain.md §10.4): always the same for one teacher, evenly spread over all of them.
    """
    shortest, longest = rule_set.first_cycle_months
    fingerprint = int.from_bytes(sha256(number.encode()).digest())
    return add_months(start, shortest + fingerprint % (longest - shortest + 1))


def next_cycle(planned_until: date, *, rule_set: RuleSet) -> Period:
    """Return the cycle that starts at the planned end of the last one, whenever that one ended."""
    return Period(planned_until, add_months(planned_until, rule_set.cycle_months))


def submit_from(until: date, *, rule_set: RuleSet) -> date:
    """Return the first day on which a cycle with this end can be submitted."""
    return add_months(until, -rule_set.submit_months)


def conditional_until(until: date, *, rule_set: RuleSet) -> date:
    """Return the first day after the extra time that follows a cycle that was not met."""
    return add_months(until, rule_set.conditional_months)


def days_left(until: date, *, on: date) -> int:
    """Count the days of a cycle that come after ``on``: 0 on the last day and later."""
    return max((until - on).days - 1, 0)
