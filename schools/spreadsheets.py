"""An Excel workbook as bytes → its sheets as rows of text. No database.

A workbook is a zip file of XML. It is looked through before anybody parses it: a few kilobytes can
unpack to gigabytes, and one cell in the last corner of a sheet makes a parser set apart memory for
all the empty ones before it.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from .parsing import MOST_COLUMNS, StructuralFault

SIGNATURE = b"PK\x03\x04"
CONTENTS = "[Content_Types].xml"
SHEETS = "xl/worksheets/"
MOST_ENTRIES = 1_000
LARGEST_UNPACKED = 400 * 1024 * 1024
LARGEST_RATIO = 150
RATIO_MATTERS_FROM = 8 * 1024 * 1024
LAST_ROW = 150_000
CHUNK = 1 << 20
LONGEST_TAG = 200

_MACROS = re.compile(r"vbaProject|macrosheets|xl/activeX|\.bin$", re.IGNORECASE)
_HARMLESS_BINARY = re.compile(r"printerSettings", re.IGNORECASE)
# A row that says where it is, and a cell beyond MOST_COLUMNS that does; a cell that closes itself
# holds nothing but its looks.
_ROW = re.compile(rb'<row [^>]*?\br="(\d{1,9})"')
_WIDE = re.compile(rb'<c [^>]*?\br="((?:[A-Z]{3}|E[U-Z]|[F-Z][A-Z])\d{1,7})"[^>]*(?<!/)>')
_FORBIDDEN = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)

Record = tuple[int, list[str]]


def is_workbook(data: bytes) -> bool:
    """Tell whether bytes are a workbook in today's format of Excel, whatever their name says."""
    if not data.startswith(SIGNATURE):
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            names = packed.namelist()
    except (zipfile.BadZipFile, NotImplementedError):
        return False
    return CONTENTS in names and any(name.startswith("xl/") for name in names)


class Workbook:
    """The sheets of a workbook that people can see, each to be walked as often as needed.

    Raises StructuralFault where the file is broken, holds macros or is a trap.
    """

    def __init__(self, data: bytes) -> None:
        _look_through(data)
        try:
            self._book = CalamineWorkbook.from_filelike(BytesIO(data))
            self.names = tuple(
                sheet.name
                for sheet in self._book.sheets_metadata
                if sheet.typ is SheetTypeEnum.WorkSheet
                and sheet.visible is SheetVisibleEnum.Visible
            )
        except CalamineError as error:
            raise StructuralFault("workbook_broken") from error

    def records(self, name: str) -> Iterator[Record]:
        """Yield the rows of a sheet with the numbers that Excel gives them; of formulas the value
        that Excel kept.
        """
        try:
            sheet = self._book.get_sheet_by_name(name)
        except CalamineError as error:
            raise StructuralFault("workbook_broken") from error
        return _records(sheet)


def _records(sheet: CalamineSheet) -> Iterator[Record]:
    if sheet.start is None:
        return
    first_row, first_column = sheet.start
    before = [""] * first_column
    for number, row in enumerate(sheet.iter_rows(), first_row + 1):
        yield number, before + [_text(value) for value in row]


def _text(value: object) -> str:
    """Write a cell as the sender would type it: whole numbers without a point, days as 2026-08-01.

    A double keeps some 15 digits right: 0.1 + 0.2 is meant to be 0.3.
    """
    match value:
        case bool():
            return {True: "ja", False: "nee"}[value]
        case float():
            return f"{value:.0f}" if value.is_integer() else f"{value:.12g}"
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
    return str(value)


def _look_through(data: bytes) -> None:
    """Unpack every part once, counting, and keep none of it."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            _judge_list(packed.infolist(), size=len(data))
            unpacked = 0
            for entry in packed.infolist():
                unpacked += _judge_entry(packed, entry, room=LARGEST_UNPACKED - unpacked)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise StructuralFault("workbook_broken") from error


def _judge_list(entries: list[zipfile.ZipInfo], *, size: int) -> None:
    """Judge by what the file says of itself, which need not be true."""
    if any(
        _MACROS.search(entry.filename) and not _HARMLESS_BINARY.search(entry.filename)
        for entry in entries
    ):
        raise StructuralFault("workbook_macros")
    told = sum(entry.file_size for entry in entries)
    trap = told > RATIO_MATTERS_FROM and told > LARGEST_RATIO * size
    if len(entries) > MOST_ENTRIES or told > LARGEST_UNPACKED or trap:
        raise StructuralFault("workbook_too_large")


def _judge_entry(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, *, room: int) -> int:
    """Read one part as a stream; return its size. Zip checks it against its fingerprint."""
    is_sheet = entry.filename.startswith(SHEETS)
    size, rest = 0, b""
    with packed.open(entry) as part:
        while chunk := part.read(CHUNK):
            size += len(chunk)
            if size > room:
                raise StructuralFault("workbook_too_large")
            _judge_text(rest + chunk, is_sheet=is_sheet)
            rest = chunk[-LONGEST_TAG:]
    return size


def _judge_text(text: bytes, *, is_sheet: bool) -> None:
    if _FORBIDDEN.search(text):
        raise StructuralFault("workbook_broken")
    if not is_sheet:
        return
    if far := _WIDE.search(text):
        raise StructuralFault("cell_far_away", place=far[1].decode(), most=MOST_COLUMNS)
    last = max(map(int, _ROW.findall(text)), default=0)
    if last > LAST_ROW:
        raise StructuralFault("sheet_too_long", row=last, most=LAST_ROW)
