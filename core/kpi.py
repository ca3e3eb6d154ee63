"""Key figures: each with its definition, and the query by which anybody recomputes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import connection
from django.utils.functional import Promise

STEP = 5
FEWEST = 5
ALL = ""  # the key of the line over everybody


class Unit(StrEnum):
    PEOPLE = "people"
    CASES = "cases"
    HOURS = "hours"
    EUROS = "euros"
    DAYS = "days"
    SECONDS = "seconds"
    PERCENT = "percent"


COUNTS = frozenset({Unit.PEOPLE, Unit.CASES})
SUMS = frozenset({Unit.HOURS, Unit.EUROS})


@dataclass(frozen=True)
class Kpi:
    """A figure that is published. ``name`` is how addresses and commands call it.

    ``sql`` has the parameter ``on``, the reference date (and ``of`` where it is about an
    organisation), and gives ``key``, ``value`` and
    ``base``: on how many people or cases the value rests. ``lines`` are the keys with their words,
    in the order in which they are always shown; one without an answer stays, empty.
    """

    name: str
    title: str | Promise
    definition: str | Promise
    unit: Unit
    by: str | Promise
    lines: Callable[[], Mapping[str, str | Promise]]
    sql: str


@dataclass(frozen=True)
class Line:
    """``value`` is exact; ``published`` is what may be shown to everybody, None where too few."""

    key: str
    label: str
    value: float | None
    published: int | None


def compute(kpi: Kpi, *, on: date, of: int | None = None) -> list[Line]:
    """Work a figure out anew, as it was on a day and as far as is known now; of an organisation
    where the figure is about one.
    """
    with connection.cursor() as cursor:
        cursor.execute(kpi.sql, {"on": on, "of": of})
        found = {key or ALL: (value, base) for key, value, base in cursor}
    return [
        _line(kpi.unit, key, str(label), *found.get(key, (None, 0)))
        for key, label in kpi.lines().items()
    ]


def _line(unit: Unit, key: str, label: str, value: float | None, base: int) -> Line:
    exact = None if value is None else float(value)
    if unit in COUNTS:
        return Line(key, label, exact or 0.0, rounded(exact or 0.0))
    if unit in SUMS and base == 0:
        return Line(key, label, exact or 0.0, 0)
    if exact is None or base < FEWEST:
        return Line(key, label, exact, None)
    return Line(key, label, exact, rounded(exact) if unit in SUMS else round(exact))


def rounded(count: float) -> int:
    """Round a count to the nearest five, so that nobody can be found behind a small one."""
    return STEP * int(count / STEP + 0.5)
