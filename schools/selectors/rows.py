"""The rows of a delivery as its page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.utils.formats import date_format, number_format
from django.utils.translation import pgettext

from schools.choices import EmploymentKind, RowOutcome
from schools.models import Delivery, DeliveryRow, Location
from schools.rules.sheets import Place

from .codes import Titles

FAULTS, SIGNALS = "faults", "signals"
LONGEST_NUMBER = 9  # digits
_DATES = ("geboortedatum", "begin", "einde")


def rows_of(
    delivery: Delivery, *, show: str, column: str = "", q: str = "", code: str = ""
) -> QuerySet[DeliveryRow]:
    """Return the rows with an outcome, or those with faults and signals, rejected ones first.

    An empty ``show`` returns all rows.
    """
    rows = delivery.delivery_rows.defer("digest", "ciphertext")
    if show == FAULTS:
        rejected = Case(When(outcome=RowOutcome.REJECTED, then=Value(0)), default=Value(1))
        rows = rows.exclude(problems=[]).order_by(rejected, "number")
    elif show == SIGNALS:
        rows = rows.exclude(problems=[]).exclude(outcome=RowOutcome.REJECTED)
    elif show:
        rows = rows.filter(outcome=show)
    asked = {"column": column, "code": code}
    if told := {key: value for key, value in asked.items() if value}:
        rows = rows.filter(problems__contains=[told])
    if q:
        rows = rows.filter(Q(staff_number__iexact=q) | Q(number__in=_numbers(delivery, q)))
    return rows


def rows_per_sheet(delivery: Delivery) -> list[tuple[str, int]]:
    """Return the sheets that were read, in their order, with the number of rows of each."""
    ends = [*delivery.sheet_starts[1:], None]
    within = {
        f"sheet{place}": Count(
            "pk", filter=Q(number__gt=start) & (Q() if end is None else Q(number__lte=end))
        )
        for place, (start, end) in enumerate(zip(delivery.sheet_starts, ends, strict=True))
    }
    rows = delivery.delivery_rows.filter(absent=False).order_by().aggregate(**within)
    return list(zip(delivery.sheets, rows.values(), strict=True))


def _numbers(delivery: Delivery, asked: str) -> list[int]:
    """Return the rows that somebody asks for by the number on their sheet."""
    is_number = asked.isdecimal() and len(asked) <= LONGEST_NUMBER
    return delivery.numbers(int(asked)) if is_number else []


@dataclass(frozen=True)
class Change:
    """One cell, old and new, formatted for people."""

    column: str
    old: str
    new: str


@dataclass(frozen=True)
class ShownRow:
    row: DeliveryRow
    location: str
    title: str
    subjects: list[str]
    changes: list[Change]

    @property
    def place(self) -> Place:
        return self.row.delivery.place(self.row.number)

    @property
    def name(self) -> str:
        parts = (self.row.given_names, self.row.prefix, self.row.family_name)
        return " ".join(part for part in parts if part)


def in_words(rows: Iterable[DeliveryRow]) -> list[ShownRow]:
    """Return rows with the titles of their codes, in three queries."""
    found, titles = list(rows), Titles()
    places = Location.objects.filter(code__in={row.location for row in found})
    names = dict(places.values_list("code", "name"))
    return [
        ShownRow(
            row,
            names.get(row.location, row.location),
            titles.basis(row.code),
            titles.areas(row.code, row.subject_areas),
            [
                Change(column, _words(column, old), _words(column, new))
                for column, old, new in row.changes
            ],
        )
        for row in found
    ]


def _words(column: str, value: str | int | None) -> str:
    if column == "bsn":
        return "••••••"
    if value in (None, ""):
        return pgettext("value", "empty")
    if column in _DATES:
        return date_format(date.fromisoformat(str(value)), "j F Y")
    if column == "betrekkingsomvang":
        return number_format(Decimal(str(value)), force_grouping=False)
    if column == "aard_arbeidsrelatie":
        return str(EmploymentKind(value).label)
    return str(value)
