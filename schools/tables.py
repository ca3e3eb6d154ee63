"""Finding the sheets and the header of a file with staff. No database."""

import codecs
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import accumulate, islice

from . import parsing
from .parsing import StructuralFault
from .rules.recognition import (
    SHEET,
    Plan,
    Remembered,
    plain_name,
    plain_value,
    recognise,
    score,
)
from .rules.sheets import ONE_SHEET, Sheets
from .spreadsheets import Record, Workbook, is_workbook

SEPARATORS = ";,\t|"
LOOKED_AT = 20  # records among which the header is looked for
FIRST_ROWS = 5
FEWEST_COLUMNS = 3
FEWEST_KNOWN = 2
NUL_SAMPLE = 200


@dataclass(frozen=True)
class Part:
    """One sheet of a workbook, or a text, with its header.

    ``notes_beside``: a cell beside the list is a note that somebody jotted down. In a text it tells
    that a value was cut in two, which is a fault.
    """

    name: str
    header_row: int
    header: tuple[str, ...]
    plan: Plan
    records: Callable[[], Iterator[Record]]
    notes_beside: bool

    def rows(self) -> Iterator[Record]:
        """Yield the rows below the header, each as wide as the header.

        Empty ones are left out, and the header where it stands again, as on a printed page.
        """
        width = len(self.header) if self.notes_beside else None
        for number, record in self.records():
            if number > self.header_row and any(cell.strip() for cell in record[:width]):
                cells = parsing.fitted(record[:width], self.header, number)
                if tuple(map(str.strip, cells)) != self.header:
                    yield number, cells


@dataclass(frozen=True)
class Table:
    """Sheets with the same columns, read as one list, and which of its columns are recognised.

    ``left_out`` names the sheets of the file that are not read.
    """

    parts: tuple[Part, ...]
    header: tuple[str, ...]
    plan: Plan
    left_out: tuple[str, ...] = ()
    replaced: int = 0

    @property
    def known(self) -> int:
        return len(self.plan.sources)

    @property
    def width(self) -> int:
        """How many columns the file itself has, without the one that tells the sheet."""
        return max(len(part.header) for part in self.parts)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(part.name for part in self.parts)

    @cached_property
    def sheets(self) -> Sheets:
        """The sheets with their places in the series of row numbers."""
        if not self.parts[1:] and not self.left_out:
            return ONE_SHEET
        lasts = (max((number for number, _ in part.rows()), default=0) for part in self.parts[:-1])
        return Sheets(self.names, tuple(accumulate(lasts, initial=0)), self.left_out)

    def only(self, names: Collection[str]) -> "Table":
        """Return the table with these sheets alone."""
        parts = tuple(part for part in self.parts if part.name in names)
        others = tuple(part.name for part in self.parts if part.name not in names)
        return replace(self, parts=parts, left_out=self.left_out + others)

    def rows(self) -> Iterator[Record]:
        """Yield the rows of all sheets in one series, with their cells under ``header``."""
        for part, start in zip(self.parts, self.sheets.starts or (0,), strict=True):
            arranged = _arranger(part, self.header)
            try:
                for number, cells in part.rows():
                    yield start + number, arranged(cells)
            except StructuralFault as fault:
                raise _on_sheet(fault, part.name if self.parts[1:] else "") from fault

    def first_rows(self) -> list[list[str]]:
        return [record for _, record in islice(self.rows(), FIRST_ROWS)]


def _arranger(part: Part, wanted: Sequence[str]) -> Callable[[list[str]], list[str]]:
    """Return a function that puts the cells of a sheet in the order of another header.

    A column that is not there is empty; of columns with one name the first comes first.
    """
    if part.header == tuple(wanted):
        return list
    name, nothing = len(part.header), len(part.header) + 1
    places = {(SHEET, 0): name}
    places |= {key: place for place, key in enumerate(_numbered(part.header))}
    order = [places.get(key, nothing) for key in _numbered(wanted)]
    return lambda cells: [[*cells, part.name, ""][place] for place in order]


def _numbered(header: Sequence[str]) -> list[tuple[str, int]]:
    """Return the plain names of columns, each with how often it was there before."""
    names = [plain_name(name) for name in header]
    return [(name, names[:place].count(name)) for place, name in enumerate(names)]


def _on_sheet(fault: StructuralFault, name: str) -> StructuralFault:
    return StructuralFault(fault.code, **fault.params, sheet=name) if name else fault


def tables(data: bytes, remembered: Remembered) -> list[Table]:
    """Return the lists in a file that could hold staff, the likeliest first.

    Raises StructuralFault if there is none.
    """
    if is_workbook(data):
        return _of_workbook(Workbook(data), remembered)
    text = parsing.as_text(_without_nuls(data))
    part = _lines(text, remembered)
    if len(part.header) < FEWEST_COLUMNS:
        raise StructuralFault("header_not_found")
    return [Table((part,), part.header, part.plan, replaced=text.replaced)]


def _of_workbook(book: Workbook, remembered: Remembered) -> list[Table]:
    parts = []
    for name in book.names:
        records = partial(book.records, name)
        if start := list(islice(records(), LOOKED_AT)):
            parts.append(_part(name, start, records, remembered, notes_beside=True))
    wide_enough = [part for part in parts if len(part.header) >= FEWEST_COLUMNS]
    found = [_table(head, group, remembered) for head, group in _alike(wide_enough)]
    if not found:
        raise StructuralFault("header_not_found")
    names = [part.name for part in parts]
    return [replace(one, left_out=tuple(n for n in names if n not in one.names)) for one in found]


def _alike(parts: Sequence[Part]) -> list[tuple[Part, tuple[Part, ...]]]:
    """Group sheets with the same columns, each with its widest; the likeliest come first."""
    likeliest = sorted(parts, key=lambda part: (-len(part.plan.sources), -len(part.header)))
    groups: list[list[Part]] = []
    for part in likeliest:
        for group in groups:
            if _are_alike(group[0], part):
                group.append(part)
                break
        else:
            groups.append([part])
    return [(group[0], tuple(one for one in parts if one in group)) for group in groups]


def _table(head: Part, parts: tuple[Part, ...], remembered: Remembered) -> Table:
    """Read sheets as one list; the name of the sheet, often a school, is one of its columns."""
    header = head.header
    if parts[1:] and SHEET not in map(plain_name, header):
        header = (*header, SHEET)
    return Table(parts, header, recognise(header, remembered))


def _are_alike(wide: Part, other: Part) -> bool:
    """Tell whether two sheets are one list: the same columns, but for some that we do not need."""
    theirs, ours = ({*map(plain_name, part.header)} - {""} for part in (other, wide))
    if theirs == ours:
        return True
    known = len(wide.plan.sources) >= FEWEST_KNOWN
    return known and theirs < ours and _sources(wide) == _sources(other)


def _sources(part: Part) -> dict[str, list[str]]:
    """Return the plain names of the columns from which each of ours is read."""
    return {
        column: [plain_name(part.header[place]) for place in places]
        for column, places in part.plan.sources.items()
    }


def choose(found: Sequence[Table], name: str) -> Table:
    """Return the table with this sheet, else the one whose header is recognised best."""
    return next((table for table in found if name in table.names), found[0])


def as_told(found: Sequence[Table], remembered: Remembered) -> list[Table]:
    """Leave out the sheets that a board does not want to be read, unless no other is there."""
    wanted = [
        [name for name in table.names if plain_value(name) not in remembered.unread]
        for table in found
    ]
    return [t.only(names) for t, names in zip(found, wanted, strict=True) if names] or list(found)


def is_ambiguous(found: Sequence[Table]) -> bool:
    """Tell whether two lists are equally likely, or none is likely at all."""
    best, *others = found
    return bool(others) and (best.known < FEWEST_KNOWN or others[0].known == best.known)


def _lines(text: parsing.Text, remembered: Remembered) -> Part:
    def records(separator: str) -> Iterator[Record]:
        return parsing.records(text, separator)

    starts = {one: _start(records(one)) for one in SEPARATORS}
    best = max(SEPARATORS, key=lambda one: _likeliness(starts[one], remembered))
    start = starts[best]
    if not start:
        raise StructuralFault("header_not_found")
    return _part("", start, partial(records, best), remembered, notes_beside=False)


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


def _part(
    name: str,
    start: Sequence[Record],
    records: Callable[[], Iterator[Record]],
    remembered: Remembered,
    *,
    notes_beside: bool,
) -> Part:
    """Take as header the record with most known names, else the first that is not empty."""
    number, record = max(
        start, key=lambda one: (_score(one[1], remembered), sum(map(bool, one[1])) > 1, -one[0])
    )
    header = [cell.strip() for cell in record]
    while header and not header[-1]:
        header.pop()
    if len(header) > parsing.MOST_COLUMNS:
        raise StructuralFault("too_many_columns", found=len(header), most=parsing.MOST_COLUMNS)
    plan = recognise(header, remembered)
    return Part(name, number, tuple(header), plan, records, notes_beside)


def _without_nuls(data: bytes) -> bytes:
    """Add the byte order mark to UTF-16 that lacks it, recognised by every second byte being 0."""
    even, odd = data[:NUL_SAMPLE:2], data[1:NUL_SAMPLE:2]
    if odd and all(even) and not any(odd):
        return codecs.BOM_UTF16_LE + data
    if odd and all(odd) and not any(even):
        return codecs.BOM_UTF16_BE + data
    return data
