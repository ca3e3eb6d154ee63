"""How long providers wait for a decision: public figures."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import dropwhile
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from core.kpi import FEWEST
from cpd.models import ApplicationDecision, Judgement
from cpd.serving import Case, Service, months_until, service_per_month

from .terms import terms_on

MONTHS = 12
WIDTH, HEIGHT = 40, 200  # of a bar with its space, and of the whole chart


@dataclass(frozen=True)
class Column:
    """A month in the chart: the bar of what nine in ten took, and the median inside it."""

    x: int
    label_x: int
    month: date
    most: int
    most_y: int
    median: int
    median_y: int


@dataclass(frozen=True)
class Dashboard:
    months: list[Service]
    columns: list[Column]
    term: int
    term_y: int
    width: int

    @property
    def since_first(self) -> list[Service]:
        """The months from the first one with a decision on."""
        return list(dropwhile(lambda one: not one.count, self.months))

    @property
    def last(self) -> Service | None:
        """The last month with enough decisions for figures, if any."""
        return next((one for one in reversed(self.months) if one.median is not None), None)


def judging(*, on: date) -> Dashboard:
    """Return the last twelve whole months of judging courses, as figures and as a chart."""
    rows = Judgement.objects.filter(judged_at__date__gte=months_until(on, count=MONTHS)[0])
    days = rows.order_by().annotate(
        since=TruncDate("submission__submitted_at"), decided=TruncDate("judged_at")
    )
    return _dashboard(days, term=lambda day: terms_on(day).judging_weeks, on=on)


def admitting(*, on: date) -> Dashboard:
    """Return the same for applications to become a provider."""
    first = months_until(on, count=MONTHS)[0]
    rows = ApplicationDecision.objects.filter(decided_at__date__gte=first)
    days = rows.order_by().annotate(
        since=TruncDate("round__submitted_at"), decided=TruncDate("decided_at")
    )
    return _dashboard(days, term=lambda day: terms_on(day).admission_weeks, on=on)


def _dashboard(rows: QuerySet[Any], *, term: Callable[[date], int], on: date) -> Dashboard:
    """Build the figures from rows with the days ``since`` and ``decided``; ``term`` is in weeks."""
    cases = _cases(rows, cache(lambda day: timedelta(weeks=term(day))))
    months = service_per_month(cases, months=months_until(on, count=MONTHS), fewest=FEWEST)
    return _drawn(months, term(on) * 7)


def _drawn(months: list[Service], term: int) -> Dashboard:
    top = max([term, *(one.most or 0 for one in months)])
    columns = [_column(number, one, top) for number, one in enumerate(months)]
    return Dashboard(months, columns, term, HEIGHT - HEIGHT * term // top, MONTHS * WIDTH)


def _cases(rows: QuerySet[Any], term: Callable[[date], timedelta]) -> Iterator[Case]:
    """Yield each decision on a submission, questions to the provider included."""
    for since, decided in rows.values_list("since", "decided"):
        yield Case(since, decided, since + term(since))


def _column(number: int, service: Service, top: int) -> Column:
    most, median = (HEIGHT * (days or 0) // top for days in (service.most, service.median))
    left = number * WIDTH
    return Column(
        left + 6, left + WIDTH // 2, service.month, most, HEIGHT - most, median, HEIGHT - median
    )
