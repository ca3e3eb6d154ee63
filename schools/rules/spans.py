"""Parsing the period and the mutation of a row (domain.md §4.2)."""

import re
from datetime import date
from typing import NamedTuple

from .problems import Problems, refused, signal
from .rows import Mutation
from .terms import ONE_DAY, add_months
from .values import read_date, without_midnight

MUTATIONS = {mutation.value: mutation for mutation in Mutation}
MONTHS_TO_DELIVER = 1  # domain.md §2.4 step 9
MONTHS_AHEAD = 12  # ours
_FOREVER = re.compile(
    r"(?:9999|2999)(-?)12\1(?:31|01)|31([-/.])12\2(?:9999|2999)|2958465"  # as Excel counts
)


class Span(NamedTuple):
    """``[since, until)``; without end where ``until`` is None."""

    since: date
    until: date | None

    def nearest_day(self, on: date) -> date:
        """Return the day within the span that is nearest to a day."""
        if self.until is not None and self.until <= on:
            return self.until - ONE_DAY
        return max(self.since, on)


def check_mutation(text: str) -> tuple[Mutation | None, Problems]:
    mutation = MUTATIONS.get(text.upper())
    if mutation is None:
        return refused("mutation_unknown" if text else "mutation_missing", "mutatiesoort")
    return mutation, ()


def check_mutated_on(text: str, *, on: date) -> tuple[date | None, Problems]:
    """A change must be delivered within one month, else it is late (domain.md §2.4 step 9).

    A day more than a year ahead is most often a mistyped year; that limit is ours.
    """
    day = read_date(text)
    if day is None:
        return refused("date_unreadable" if text else "mutated_on_missing", "mutatiedatum")
    if add_months(day, MONTHS_TO_DELIVER) < on:
        return day, (signal("late", "mutatiedatum"),)
    if day > on and day > add_months(on, MONTHS_AHEAD):
        return day, (signal("mutated_far_ahead", "mutatiedatum"),)
    return day, ()


def check_begin(text: str) -> tuple[date | None, Problems]:
    day = read_date(text)
    if day is None:
        return refused("date_unreadable" if text else "begin_missing", "begin")
    return day, ()


def check_span(
    since: date | None, end: str, *, mutation: Mutation | None
) -> tuple[Span | None, Problems]:
    """The last day may not precede the first, and a row that ends a ground must have one.

    If the first day is unreadable the last one is judged by itself, and there is no span. A day
    that staff systems write for “no end” counts as no end.
    """
    last = read_date(end) if end else None
    if last is None:
        return _check_open_end(since, end, mutation=mutation)
    if since is None:
        return None, ()
    if last < since:
        return refused("end_before_begin", "einde", begin_date=since.isoformat())
    return Span(since, last + ONE_DAY), ()


def _check_open_end(
    since: date | None, end: str, *, mutation: Mutation | None
) -> tuple[Span | None, Problems]:
    span = Span(since, None) if since else None
    if mutation is Mutation.END or (end and not _FOREVER.fullmatch(without_midnight(end))):
        return refused("date_unreadable" if end else "end_missing_for_ending", "einde")
    return span, (signal("end_far_away", "einde"),) if end else ()
