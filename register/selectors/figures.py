"""Key figures as they were published."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from core.kpi import Kpi, compute
from register.models import PublishedFigure

MONTHS_SHOWN = 24


@dataclass(frozen=True)
class Row:
    """One line of a figure; ``most`` is the figure's largest value, which has the longest bar."""

    key: str
    label: str
    value: int | None
    most: int


@dataclass(frozen=True)
class Figure:
    kpi: Kpi
    on: date
    rows: list[Row]


def reference_dates() -> list[date]:
    """Return the dates for which something was published, the last first."""
    dates = PublishedFigure.objects.order_by("-on").values_list("on", flat=True).distinct()
    return list(dates[:MONTHS_SHOWN])


def figures_on(on: date, *, of: Iterable[Kpi]) -> list[Figure]:
    """Return the published values of these figures for a date, in this order."""
    published = {row.name: row for row in PublishedFigure.objects.filter(on=on)}
    return [_figure(kpi, published[kpi.name]) for kpi in of if kpi.name in published]


def board_figures(board: int, *, of: Iterable[Kpi], on: date) -> list[Figure]:
    """Return the figures of a board about its own staff, as far as a manager may know them."""
    return [_computed(kpi, board, on=on) for kpi in of]


def _computed(kpi: Kpi, of: int, *, on: date) -> Figure:
    lines = compute(kpi, on=on, of=of)
    most = max((line.published or 0 for line in lines), default=0)
    return Figure(kpi, on, [Row(one.key, one.label, one.published, most) for one in lines])


def series_of(kpi: Kpi) -> Iterator[Figure]:
    """Yield all that was ever published of one figure, the oldest first."""
    for row in PublishedFigure.objects.filter(name=kpi.name).order_by("on"):
        yield _figure(kpi, row)


def _figure(kpi: Kpi, row: PublishedFigure) -> Figure:
    words = {key: str(label) for key, label in kpi.lines().items()}
    most = max((value or 0 for value in row.values.values()), default=0)
    rows = [
        Row(key, words.get(key, key), row.values.get(key), most) for key in {**words, **row.values}
    ]
    return Figure(kpi, row.on, rows)
