"""How long providers wait until an offer is judged, for everybody to read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from django.db.models.functions import TruncDate

from core.kpi import FEWEST
from cpd.models import Judgement
from cpd.serving import Case, Service, months_until, service_per_month

from .terms import terms_on

MONTHS = 12
WIDTH, HEIGHT = 40, 200  # of a bar with its space, and of the whole drawing


@dataclass(frozen=True)
class Column:
    """A month as the drawing shows it: what nine in ten took, and the middle one inside it."""

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
    def last(self) -> Service | None:
        """The last month that says something."""
        return next((one for one in reversed(self.months) if one.median is not None), None)


def dashboard(*, on: date) -> Dashboard:
    """Return the last twelve whole months of judging, in two shapes: figures and a drawing."""
    months = service_per_month(_cases(on), months=months_until(on, count=MONTHS), fewest=FEWEST)
    term = terms_on(on).judging_weeks * 7
    top = max([term, *(one.most or 0 for one in months)])
    columns = [_column(number, one, top) for number, one in enumerate(months)]
    return Dashboard(months, columns, term, HEIGHT - HEIGHT * term // top, MONTHS * WIDTH)


def _cases(on: date) -> Iterator[Case]:
    """Yield each time that an offer was handed in and judged, questions included."""
    term = cache(lambda day: timedelta(weeks=terms_on(day).judging_weeks))
    rows = Judgement.objects.filter(judged_at__date__gte=months_until(on, count=MONTHS)[0])
    days = rows.order_by().annotate(
        since=TruncDate("submission__submitted_at"), decided=TruncDate("judged_at")
    )
    for since, decided in days.values_list("since", "decided"):
        yield Case(since, decided, since + term(since))


def _column(number: int, service: Service, top: int) -> Column:
    most, median = (HEIGHT * (days or 0) // top for days in (service.most, service.median))
    left = number * WIDTH
    return Column(
        left + 6, left + WIDTH // 2, service.month, most, HEIGHT - most, median, HEIGHT - median
    )
