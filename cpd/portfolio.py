"""Reading the file of an earlier portfolio into activities and faults. No database.

The columns are ours; kinds and categories are written as in domain.md §5.3 and §5.5, in the words
of ``cpd/data/words.csv`` or in our own codes.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.names import plain
from core.days import in_figures
from core.errors import Refused
from core.text import clean_text

from .choices.activities import ActivityKind
from .rules import ZERO, Entry, as_clock, wrong_in_entry
from .selectors.terms import words

NUMBER, DAY, KIND, CATEGORY, HOURS, TITLE = COLUMNS = (
    *("registratienummer", "datum", "soort"),
    *("categorie", "uren", "titel"),
)
DAYS = ["%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y"]
SEPARATORS = ";,\t"
LONGEST_TITLE = 200
NOT_CSV = gettext_noop(
    "This is no CSV file that we can read. Is it a file of Excel? Open it there, choose “Save as”"
    " and then CSV."
)
COLUMN_OF_FAULT = {"future": DAY, "long_ago": DAY}


@dataclass
class Line:
    """One row of the file, numbered as in a spreadsheet; ``faults`` are columns with codes."""

    row: int
    number: str
    entry: Entry
    faults: list[tuple[str, str]] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return str(ActivityKind(self.entry.kind).label)


def read(data: bytes, *, on: date, numbered: bool) -> list[Line]:
    """Read a file; with ``numbered`` each row must have a registration number.

    Raises Refused if the file as a whole cannot be read.
    """
    text = _text(data)
    separator = max(SEPARATORS, key=text.partition("\n")[0].count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        raise Refused(_(NOT_CSV), code="not_csv") from None
    header = [plain(name) for name in rows[0]] if rows else []
    needed = COLUMNS if numbered else COLUMNS[1:]
    if missing := [name for name in needed if name not in header]:
        raise Refused(
            _("These columns are missing: %(columns)s.") % {"columns": ", ".join(missing)},
            code="columns_missing",
        )
    return [
        _line(row, dict(zip(header, cells, strict=False)), on=on)
        for row, cells in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in cells)
    ]


def _text(data: bytes) -> str:
    if b"\0" in data:
        raise Refused(_(NOT_CSV), code="not_csv")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _line(row: int, cells: dict[str, str], *, on: date) -> Line:
    said = {column: cells.get(column, "").strip() for column in COLUMNS}
    done_on, hours = _day(said[DAY]), _hours(said[HOURS])
    category = words(CATEGORY).get(plain(said[CATEGORY]), "")
    kind = words(KIND).get(plain(said[KIND]), "")
    entry = Entry(
        kind=kind,
        done_on=done_on or on,
        hours=hours or ZERO,
        title=said[TITLE],
        split={category: hours} if category and hours else {},
    )
    faults = [
        (column, code)
        for column, code, wrong in [
            (DAY, "not_a_day", done_on is None),
            (KIND, "kind_unknown", not kind),
            (CATEGORY, "category_unknown", bool(said[CATEGORY]) and not category),
            (HOURS, "not_hours", hours is None),
            (TITLE, "title_unseen", _holds_hidden(said[TITLE])),
            (TITLE, "title_long", len(said[TITLE]) > LONGEST_TITLE),
        ]
        if wrong
    ]
    wrong_columns = {column for column, _code in faults}
    faults += [fault for fault in _impossible(entry, on=on) if fault[0] not in wrong_columns]
    return Line(row, said[NUMBER].replace(" ", "").upper(), entry, faults)


def _impossible(entry: Entry, *, on: date) -> Iterator[tuple[str, str]]:
    for code in wrong_in_entry(entry, on=on):
        yield COLUMN_OF_FAULT.get(code, HOURS), code


def _day(text: str) -> date | None:
    for way in DAYS:
        try:
            return datetime.strptime(in_figures(text), way).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    return None


def _hours(text: str) -> Decimal | None:
    if (hours := as_clock(text)) is not None:
        return hours
    return Decimal(text.replace(",", ".")) if re.fullmatch(r"\d{1,4}([.,]\d{1,2})?", text) else None


def _holds_hidden(text: str) -> bool:
    try:
        clean_text(text)
    except ValidationError:
        return True
    return False
