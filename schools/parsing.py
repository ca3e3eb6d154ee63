"""A file of staff data as bytes → rows, or the reason why it cannot be read. No database."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from operator import itemgetter
from typing import NamedTuple, NoReturn

from .rules import COLUMNS, Cells, RawRow

SEPARATORS = ";,\t"
LONGEST_CELL = 10_000
LONGEST_HEADER = 10_000
MOST_COLUMNS = 150  # ours: an export with every field that a staff system has of somebody
MOST_ROWS = 1_000_000  # three times the staff of the whole country
CHUNK = 1 << 20
NAMES_SHOWN = 10
NAME_SHOWN = 40

MIXED = "utf-8 and cp1252"
_LETTER_IN_UTF_8 = re.compile(rb"[\xc3-\xc5][\x80-\xbf]")

# What a file really is, by its first bytes.
SIGNATURES = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "ZIP",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"\x1f\x8b": "GZIP",
    b"<?xml": "XML",
    b"{\\rtf": "RTF",
}
INSIDE_ZIP = {b"opendocument": "OpenDocument (.ods)", b"word/": "Word", b"ppt/": "PowerPoint"}
OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # and a workbook of today that is locked
LOCKED = "EncryptedPackage".encode("utf-16-le")
_WEB_PAGE = re.compile(rb"\s*<(?:!doctype html|html|head|body|table)\b", re.IGNORECASE)
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


class StructuralFault(Exception):
    """The file as a whole cannot be read. ``schools.faults`` has the text for ``code``."""

    def __init__(self, code: str, /, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True)
class Sheet:
    """A file whose rows can be iterated once.

    ``header`` holds the column names as they are in the file; ``replaced`` counts the characters
    that could not be decoded. Iterating over ``rows`` may raise StructuralFault.
    """

    header: tuple[str, ...]
    rows: Iterator[RawRow]
    separator: str
    encoding: str
    replaced: int


def read(data: bytes) -> Sheet:
    """Read a CSV file; separator and encoding are detected, columns may be in any order.

    Raises StructuralFault, here or while iterating over the rows (domain.md §4.2).
    """
    text = as_text(data)
    lines = _text(data, text.encoding)
    first_line = lines.readline(LONGEST_HEADER)
    separator = max(SEPARATORS, key=lambda one: len(_known(_names(first_line, one))))
    header = _names(first_line, separator)
    columns = _columns(header)
    rows = _rows(lines, separator, columns)
    first_row = next(rows, None)
    if first_row is None:
        raise StructuralFault("header_only")
    return Sheet(header, chain([first_row], rows), separator, text.encoding, text.replaced)


class Text(NamedTuple):
    """A decoded text file; ``replaced`` counts the characters that could not be decoded."""

    data: bytes
    encoding: str
    replaced: int


def as_text(data: bytes) -> Text:
    """Detect the encoding and decode. Raises StructuralFault if the bytes are not text."""
    _refuse_other_formats(data)
    if max(data.count(b"\n"), data.count(b"\r")) > MOST_ROWS:
        raise StructuralFault("too_many_rows", most=MOST_ROWS)
    encoding = _encoding(data)
    if encoding != "utf-16" and b"\0" in data:
        raise StructuralFault("nul_bytes")
    return Text(data, encoding, _replaced(data, encoding))


def records(text: Text, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the records, numbered from 1 as in a spreadsheet."""
    lines = _text(text.data, text.encoding)
    number = 0
    try:
        for number, record in enumerate(csv.reader(lines, delimiter=separator, strict=True), 1):
            yield number, record
    except csv.Error as error:
        raise StructuralFault(_csv_fault(error), row=number + 1) from error


def _refuse_other_formats(data: bytes) -> None:
    if not data or data.isspace():
        raise StructuralFault("empty")
    if data.startswith(OLD_OFFICE):
        locked = LOCKED in data
        raise StructuralFault("workbook_locked" if locked else "workbook_old")
    for signature, kind in SIGNATURES.items():
        if data.startswith(signature):
            _refuse(data, kind)
    if _WEB_PAGE.match(data.removeprefix(codecs.BOM_UTF8)):
        raise StructuralFault("not_csv", kind="HTML")


def _refuse(data: bytes, kind: str) -> NoReturn:
    """Raise the fault of a file that is no text; a zip file is what it holds."""
    if kind == "ZIP":
        if b"xl/" in data:
            raise StructuralFault("workbook_broken")
        kind = next((name for part, name in INSIDE_ZIP.items() if part in data), kind)
    raise StructuralFault("not_csv", kind=kind)


def _encoding(data: bytes) -> str:
    """Return the encoding by its byte order mark, else UTF-8 if it fits, else Windows-1252."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return encoding
    try:
        for _ in iter(partial(_text(data, "utf-8", errors="strict").read, CHUNK), ""):
            pass
    except UnicodeDecodeError:
        return MIXED if _LETTER_IN_UTF_8.search(data) else "cp1252"
    return "utf-8"


def _from_windows(error: UnicodeError) -> tuple[str, int]:
    """Decode bytes that are not UTF-8 as Windows-1252: two exports may have been joined."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(MIXED, _from_windows)


def _text(data: bytes, encoding: str, errors: str = "replace") -> io.TextIOWrapper:
    if encoding == MIXED:
        encoding, errors = "utf-8", MIXED
    return io.TextIOWrapper(io.BytesIO(data), encoding, errors=errors, newline="")


def _replaced(data: bytes, encoding: str) -> int:
    text = _text(data, encoding)
    return sum(part.count("\ufffd") for part in iter(partial(text.read, CHUNK), ""))


def _names(line: str, separator: str) -> tuple[str, ...]:
    """Split a header; a spreadsheet may have left separators behind the last name."""
    names = next(csv.reader([line], delimiter=separator), [])
    while names and not names[-1].strip():
        names.pop()
    return tuple(name.strip() for name in names)


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name.casefold())


COLUMN_OF = {_plain(column): column for column in COLUMNS}


def _known(names: Sequence[str]) -> list[str]:
    return [COLUMN_OF[_plain(name)] for name in names if _plain(name) in COLUMN_OF]


def _columns(header: Sequence[str]) -> list[str]:
    """Return the canonical name of each column, all eighteen, in the order of the file."""
    columns = _known(header)
    if not columns:
        raise StructuralFault("header_not_found")
    if len(header) > MOST_COLUMNS:
        raise StructuralFault("too_many_columns", found=len(header), most=MOST_COLUMNS)
    if doubled := {column for column in columns if columns.count(column) > 1}:
        raise StructuralFault("doubled_columns", names=_listed(doubled))
    _refuse_others(header, columns)
    return columns


def _refuse_others(header: Sequence[str], columns: Sequence[str]) -> None:
    missing = _listed(set(COLUMNS).difference(columns))
    unknown = _listed(name for name in header if _plain(name) not in COLUMN_OF)
    if missing and unknown:
        raise StructuralFault("columns_differ", missing=missing, unknown=unknown)
    if missing:
        raise StructuralFault("missing_columns", names=missing)
    if unknown:
        raise StructuralFault("unknown_columns", names=unknown)


def _listed(names: Iterable[str]) -> str:
    shown = [name[:NAME_SHOWN] or '""' for name in names]
    return ", ".join(sorted(shown)[:NAMES_SHOWN])


def _rows(lines: Iterable[str], separator: str, columns: Sequence[str]) -> Iterator[RawRow]:
    """Yield the rows with their cells in canonical order; empty ones are numbered but left out."""
    in_order = _arranger(columns)
    number = 1
    try:
        for number, record in enumerate(csv.reader(lines, delimiter=separator, strict=True), 2):
            if any(record):
                yield RawRow(number, in_order(fitted(record, columns, number)))
    except csv.Error as error:
        raise StructuralFault(_csv_fault(error), row=number + 1) from error


def _arranger(columns: Sequence[str]) -> Callable[[list[str]], Cells]:
    if tuple(columns) == COLUMNS:
        return Cells._make
    pick = itemgetter(*(columns.index(column) for column in COLUMNS))
    return lambda record: Cells._make(pick(record))


def fitted(record: list[str], columns: Sequence[str], number: int) -> list[str]:
    """Make a record as wide as the header: spreadsheets drop or add empty cells at the end.

    Raises StructuralFault for a filled cell beyond the header, or one that is far too long.
    """
    width = len(columns)
    if len(record) != width:
        if any(record[width:]):
            raise StructuralFault("row_too_wide", row=number, found=len(record), width=width)
        record = record[:width] + [""] * (width - len(record))
    if max(map(len, record)) > LONGEST_CELL:
        raise StructuralFault("cell_too_long", row=number)
    return record


def _csv_fault(error: csv.Error) -> str:
    """Return the code of a fault: a cell beyond csv's own limit, or else a misplaced quote."""
    if "field limit" in str(error):
        return "cell_too_long"
    return "quote_not_closed" if "end of data" in str(error) else "quote_misplaced"
