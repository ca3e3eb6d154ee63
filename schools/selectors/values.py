"""Values of a board that we do not know, and what they could mean."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from schools.choices import EmploymentKind, FunctionCategory, Gender
from schools.models import Delivery, Location, SubjectArea
from schools.sealing import open_cells

from .codes import grounds_for, title_of

ROWS_LOOKED_AT = 5_000
MOST_VALUES = 60
OUTSIDE = "17"  # one of the functions that are not for the register

UNKNOWN = (
    *("category_unknown", "kind_unknown", "code_unknown", "code_mistyped", "gender_unknown"),
    *("mutation_unknown", "location_unknown", "location_malformed", "location_of_other_board"),
    *("subject_unknown", "subject_mistyped", "code_of_other_sector"),
)

Options = list[tuple[str, str]]


@dataclass(frozen=True)
class UnknownValues:
    """Unknown values in a column, the most frequent first.

    ``counts``: the number of rows per value. ``first``: they were counted in this many rows, the
    first with a fault in this column; None means in all of them.
    """

    counts: Mapping[str, int]
    first: int | None


def unknown_values(delivery: Delivery, column: str) -> UnknownValues:
    told = [{"column": column, "code": code} for code in UNKNOWN]
    seen: Counter[str] = Counter()
    wrong = delivery.delivery_rows.exclude(cells=None).filter(
        problems__contains=[{"column": column}]
    )
    rows = wrong.only("delivery_id", "number", "cells", "problems")[:ROWS_LOOKED_AT]
    for row in rows:
        if any({"column": p["column"], "code": p["code"]} in told for p in row.problems):
            cells = open_cells(bytes(row.cells or b""), delivery=delivery.pk, row=row.number)
            seen[getattr(cells, column).strip()] += 1
    del seen[""]
    return UnknownValues(
        dict(seen.most_common(MOST_VALUES)),
        ROWS_LOOKED_AT if len(rows) == ROWS_LOOKED_AT else None,
    )


def meanings_of(board: int, column: str, *, on: date) -> Options:
    """Return the possible values of a column at a board on a day, with their titles."""
    fixed: dict[str, Options] = {
        "functiecategorie": [
            *_numbered(FunctionCategory.choices),
            (OUTSIDE, _("Not for the register (management, services)")),
        ],
        "aard_arbeidsrelatie": _numbered(EmploymentKind.choices),
        "geslacht": [(value, str(label)) for value, label in Gender.choices],
        "mutatiesoort": [
            ("N", _("N: new")),
            ("W", _("W: changed")),
            ("B", _("B: ended")),
            ("V", _("V: taken back, it was never so")),
            ("S", _("S: as it is now, new or changed")),
        ],
    }
    return fixed[column] if column in fixed else _OWN[column](board, on)


def _numbered(choices: list) -> Options:
    return [(str(value), f"{value}: {label}") for value, label in choices]


def _codes_of_places(board: int, _on: date) -> Options:
    return [(one.code, f"{one.code}: {one}") for one in _places(board)]


def _places(board: int) -> list[Location]:
    held = Location.objects.filter(governances__board=board)
    return list(held.distinct().order_by("code"))


def sectors_of_board(board: int) -> set[str]:
    return {place.sector for place in _places(board)}


def _grounds(board: int, on: date) -> Options:
    grounds = grounds_for(sectors_of_board(board), on=on)
    return [(one.code, f"{one.code}: {capfirst(title_of(one))}") for one in grounds]


def _areas(board: int, _on: date) -> Options:
    areas = SubjectArea.objects.filter(sector__in=sectors_of_board(board) - {"so"})
    named = {area.code: title_of(area) for area in areas}
    return [(code, f"{code}: {capfirst(title)}") for code, title in sorted(named.items())]


_OWN = {
    "vestiging": _codes_of_places,
    "grondslagcode": _grounds,
    "onderwijsterreinen": _areas,
}
