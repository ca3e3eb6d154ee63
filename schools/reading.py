"""Converting a file as a board's own system exports it to CSV with our columns. No database.

The file that a board hands in is kept as it came. What is checked is the converted file, which has
the row numbers of the original, so that each fault can be found there.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from itertools import islice

from . import parsing
from .parsing import StructuralFault
from .rules import COLUMNS, Cells, Mutation
from .rules.recognition import JOINED, Plan, Remembered, meaning, recognise, score
from .spreadsheets import Record, Workbook, is_workbook

SEPARATORS = ";,\t|"
LOOKED_AT = 20  # records among which the header is looked for
FIRST_ROWS = 5
FEWEST_COLUMNS = 3
FEWEST_KNOWN = 2
NUL_SAMPLE = 200


@dataclass(frozen=True)
class Table:
    """One sheet with a header, and which of its columns are recognised."""

    name: str
    header_row: int
    header: tuple[str, ...]
    plan: Plan
    records: Callable[[], Iterator[Record]]
    replaced: int = 0

    @property
    def known(self) -> int:
        return len(self.plan.sources)

    def rows(self) -> Iterator[Record]:
        """Yield the rows below the header, empty ones left out, each as wide as the header."""
        for number, record in self.records():
            if number > self.header_row and any(cell.strip() for cell in record):
                yield number, parsing.fitted(record, self.header, number)

    def first_rows(self) -> list[list[str]]:
        return [record for _, record in islice(self.rows(), FIRST_ROWS)]


def tables(data: bytes, remembered: Remembered) -> list[Table]:
    """Return the sheets of a file that could hold staff, the likeliest first.

    Raises StructuralFault if there is none.
    """
    if is_workbook(data):
        book = Workbook(data)
        sheets = [_sheet(book, name, remembered) for name in book.names]
        found = [sheet for sheet in sheets if sheet]
    else:
        found = [_lines(parsing.as_text(_without_nuls(data)), remembered)]
    found = [table for table in found if len(table.header) >= FEWEST_COLUMNS]
    if not found:
        raise StructuralFault("header_not_found")
    return sorted(found, key=lambda table: -table.known)


def choose(found: Sequence[Table], name: str) -> Table:
    """Return the sheet with this name, else the one whose header is recognised best."""
    return next((table for table in found if table.name == name), found[0])


def is_ambiguous(found: Sequence[Table]) -> bool:
    """Tell whether two sheets are equally likely, or none is likely at all."""
    best, *others = found
    return bool(others) and (best.known < FEWEST_KNOWN or others[0].known == best.known)


def _sheet(book: Workbook, name: str, remembered: Remembered) -> Table | None:
    start = list(islice(book.records(name), LOOKED_AT))
    if not start:
        return None
    return _table(name, start, lambda: book.records(name), remembered)


def _lines(text: parsing.Text, remembered: Remembered) -> Table:
    def records(separator: str) -> Iterator[Record]:
        return parsing.records(text, separator)

    starts = {one: _start(records(one)) for one in SEPARATORS}
    best = max(SEPARATORS, key=lambda one: _likeliness(starts[one], remembered))
    start = starts[best]
    if not start:
        raise StructuralFault("header_not_found")
    return _table("", start, lambda: records(best), remembered, replaced=text.replaced)


def _start(records: Iterable[Record]) -> list[Record]:
    """Return the first records, up to one with a misplaced quote."""
    found: list[Record] = []
    try:
        found.extend(islice(records, LOOKED_AT))
    except StructuralFault:
        return found
    return found


def _likeliness(start: Iterable[Record], remembered: Remembered) -> tuple[int, int]:
    known = max((_score(record, remembered) for _, record in start), default=0)
    return known, max((len(record) for _, record in start), default=0)


def _score(record: Sequence[str], remembered: Remembered) -> int:
    """Return how much a record looks like a header, by as many cells as one may have."""
    return score(record[: parsing.MOST_COLUMNS], remembered)


def _table(
    name: str,
    start: Sequence[Record],
    records: Callable[[], Iterator[Record]],
    remembered: Remembered,
    replaced: int = 0,
) -> Table:
    """Take as header the record with most known names, else the first that is not empty."""
    number, record = max(
        start, key=lambda one: (_score(one[1], remembered), sum(map(bool, one[1])) > 1, -one[0])
    )
    header = [cell.strip() for cell in record]
    while header and not header[-1]:
        header.pop()
    if len(header) > parsing.MOST_COLUMNS:
        raise StructuralFault("too_many_columns", found=len(header), most=parsing.MOST_COLUMNS)
    return Table(name, number, tuple(header), recognise(header, remembered), records, replaced)


def _without_nuls(data: bytes) -> bytes:
    """Add the byte order mark to UTF-16 that lacks it, recognised by every second byte being 0."""
    sample = data[:NUL_SAMPLE]
    if len(sample) > 1 and not any(sample[1::2]) and all(sample[0::2]):
        return b"\xff\xfe" + data
    return data


def as_delivered(
    table: Table,
    plan: Plan,
    *,
    values: Mapping[str, Mapping[str, str]],
    finish: Callable[[Cells], Cells],
) -> bytes:
    """Return the rows of a table as CSV with our columns, each passed through ``finish``.

    Raises StructuralFault if the table has no rows or cannot be read to its end.
    """
    rows = ((number, finish(_cells(record, plan, values))) for number, record in table.rows())
    return written(rows)


def _cells(record: Sequence[str], plan: Plan, values: Mapping[str, Mapping[str, str]]) -> Cells:
    cells = dict(plan.constants)
    for column, places in plan.sources.items():
        parts = [meaning(column, record[place].strip(), values) for place in places]
        cells[column] = "|".join(filter(None, parts)) if column == JOINED else parts[0]
    return Cells(**cells)


def written(rows: Iterable[tuple[int, Cells]]) -> bytes:
    """Write rows as CSV in which each keeps its row number; empty lines fill the gaps.

    Raises StructuralFault if there are no rows.
    """
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    last = 1
    for number, cells in rows:
        text.write("\n" * (number - last - 1))
        writer.writerow(cells)
        last = number
    if last == 1:
        raise StructuralFault("header_only")
    return text.getvalue().encode()


@dataclass(frozen=True)
class Reading:
    """The result of reading a file.

    ``rows`` is the CSV that we check, or None with the ``fault`` because of which an officer must
    first name the columns.
    """

    came: bytes
    rows: bytes | None
    replaced: int
    fault: StructuralFault | None = None


MENDED = frozenset(
    {"header_not_found", "missing_columns", "unknown_columns", "columns_differ", "nul_bytes"}
)


def read_in(data: bytes, *, remembered: Remembered, full: bool, on: date) -> Reading:
    """Read a whole file, as far as it explains itself.

    A file in our own format is checked as it came; anything else is converted. Raises
    StructuralFault if naming columns could not make it readable.
    """
    sheet, fault = _in_our_form(data)
    if sheet and not full and not remembered.values:
        return Reading(data, data, sheet.replaced)
    found = _found(data, remembered, fault)
    table = found[0]
    plan = told_by_us(table.plan, always=full, on=on)
    if plan.open or is_ambiguous(found):
        if len(found) == 1:
            _require_rows(table)
        return Reading(data, None, table.replaced, fault or unknown_columns(plan))
    finish = finisher(full=full, on=on)
    rows = as_delivered(table, plan, values=remembered.values, finish=finish)
    return Reading(data, rows, table.replaced)


def _require_rows(table: Table) -> None:
    """Raise the fault of a table without readable rows, before anybody names its columns."""
    if not sum(1 for _row in table.rows()):
        raise StructuralFault("header_only")


def _in_our_form(data: bytes) -> tuple[parsing.Sheet | None, StructuralFault | None]:
    """Read a file strictly; else return the fault, if naming columns can solve it."""
    if is_workbook(data):
        return None, None
    try:
        sheet = parsing.read(data)
    except StructuralFault as fault:
        if fault.code not in MENDED:
            raise
        return None, fault
    for _row in sheet.rows:
        pass
    return sheet, None


def _found(data: bytes, remembered: Remembered, fault: StructuralFault | None) -> list[Table]:
    """Return the tables of a file; raise the first fault of a text without any known column."""
    try:
        found = tables(data, remembered)
    except StructuralFault:
        if fault:
            raise fault from None
        raise
    if fault and found[0].known < FEWEST_KNOWN:
        raise fault
    return found


def unknown_columns(plan: Plan) -> StructuralFault:
    return StructuralFault("columns_unknown", names=", ".join(plan.open))


def told_by_us(plan: Plan, *, always: bool, on: date) -> Plan:
    """Add the mutation columns that a file with the present state need not have.

    Unless ``always``, only if the board told us that its files lack them.
    """
    ours = {"mutatiesoort": Mutation.STANDS.value, "mutatiedatum": on.isoformat()}
    added = {
        column: text
        for column, text in ours.items()
        if column not in plan.sources and (always or column in plan.constants)
    }
    return Plan(plan.sources, {**plan.constants, **added})


def finisher(*, full: bool, on: date) -> Callable[[Cells], Cells]:
    """Return a function that marks each row of a full file as the present state, except endings."""
    if not full:
        return lambda cells: cells
    stands = {"", Mutation.NEW.value, Mutation.CHANGE.value}

    def finish(cells: Cells) -> Cells:
        if cells.mutatiesoort.strip().upper() in stands:
            cells = cells._replace(mutatiesoort=Mutation.STANDS.value)
        return cells if cells.mutatiedatum else cells._replace(mutatiedatum=on.isoformat())

    return finish
