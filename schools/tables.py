"""Finding the sheet and the header of a file with staff. No database."""

import codecs
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from . import parsing
from .parsing import StructuralFault
from .rules.recognition import Plan, Remembered, recognise, score
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
        """Yield the rows below the header, each as wide as the header.

        Empty ones are left out, and the header where it stands again, as on a printed page.
        """
        for number, record in self.records():
            if number > self.header_row and any(cell.strip() for cell in record):
                cells = parsing.fitted(record, self.header, number)
                if tuple(map(str.strip, cells)) != self.header:
                    yield number, cells

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
    even, odd = data[:NUL_SAMPLE:2], data[1:NUL_SAMPLE:2]
    if odd and all(even) and not any(odd):
        return codecs.BOM_UTF16_LE + data
    if odd and all(odd) and not any(even):
        return codecs.BOM_UTF16_BE + data
    return data
