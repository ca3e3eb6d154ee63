"""Key figures: each with its definition, and the query with which anybody can recompute it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import connection
from django.utils.functional import Promise

ROUNDED_TO = 5
FEWEST = 5  # people or cases behind a figure that may be published
ALL = ""  # the key of the line about everybody


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
    """A figure that is published; ``name`` identifies it in URLs and commands.

    ``sql`` takes the reference date ``on`` (and ``of``, an organisation, where it is about one) and
    returns rows of ``key``, ``value`` and ``base``: the number of people or cases behind the value.
    ``lines`` maps each key to its label, in display order; a key without a row is shown empty.
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
    """One row of a figure; ``published`` is None where too few people or cases are behind it."""

    key: str
    label: str
    value: float | None
    published: int | None


def compute(kpi: Kpi, *, on: date, of: int | None = None) -> list[Line]:
    """Compute a figure as it was on a day, from what is known now; ``of`` is an organisation."""
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
    """Round a count to the nearest five, so that a small one points to nobody."""
    return ROUNDED_TO * int(count / ROUNDED_TO + 0.5)
