"""How long people wait for a decision, per month. Standard library only."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

HALF, MOST = 50, 90  # of 100


@dataclass(frozen=True)
class Case:
    """Something was handed in on a day, decided on another, and should have been by the last."""

    since: date
    decided_on: date
    due_on: date

    @property
    def days(self) -> int:
        return (self.decided_on - self.since).days

    @property
    def in_time(self) -> bool:
        return self.decided_on <= self.due_on


@dataclass(frozen=True)
class Service:
    """What a month's decisions took: days for the middle one and for nine in ten, and the share
    within the term. Nothing but the number where there were too few to say.
    """

    month: date
    count: int
    median: int | None = None
    most: int | None = None
    in_time: int | None = None


def service_per_month(
    cases: Iterable[Case], *, months: Sequence[date], fewest: int
) -> list[Service]:
    """Return for each of these months, by its first day, how long its decisions took."""
    by_month = defaultdict[date, list[Case]](list)
    for case in cases:
        by_month[case.decided_on.replace(day=1)].append(case)
    return [_service(month, by_month[month], fewest) for month in months]


def _service(month: date, cases: list[Case], fewest: int) -> Service:
    if len(cases) < fewest:
        return Service(month, len(cases))
    days = sorted(case.days for case in cases)
    within = sum(case.in_time for case in cases)
    return Service(
        month,
        len(cases),
        _percentile(days, HALF),
        _percentile(days, MOST),
        100 * within // len(cases),
    )


def _percentile(ordered: Sequence[int], of_100: int) -> int:
    """Return the value below or at which so many of a hundred are (nearest rank)."""
    return ordered[ceil(of_100 * len(ordered) / 100) - 1]


def months_until(on: date, *, count: int) -> list[date]:
    """Return the first days of so many months, the last one that of the month before a day."""
    last = on.year * 12 + on.month - 2
    return [date(n // 12, n % 12 + 1, 1) for n in range(last - count + 1, last + 1)]
