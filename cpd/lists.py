"""Parsing lists of participants: pasted lines, CSV or a spreadsheet. No database."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook

from accounts.names import is_number, plain
from core.errors import Refused

MOST_LINES = 5000
LENGTH = 10  # digits of a registration number
LONGEST_LINE = 500
MOST_UNPACKED = 50_000_000  # bytes; a spreadsheet is a zip file, and a small one can hold a lot
NUMBER = re.compile(r"(?:\bL\s?R)?[\s.]?(\d(?:[\s.]?\d){9})(?!\d)", re.IGNORECASE)
NAME_COLUMN = re.compile(r"naam|name|voorvoegsel|tussenvoegsel", re.IGNORECASE)
UNREADABLE = _("This file cannot be read. Save it as .xlsx or .csv, or paste the lines.")
SHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Line:
    """One line of a list; ``number`` is empty if there is none with a correct check digit."""

    text: str
    number: str
    name: str

    @property
    def words(self) -> list[str]:
        """The parts of the name, in plain letters."""
        return re.findall(r"\w+", plain(self.name))


def read_text(text: str) -> list[Line]:
    """Parse pasted text. Raises Refused if there are too many lines."""
    rows = (re.split(r"[;\t]", line) for line in text.splitlines())
    return _lines(rows)


def read_file(data: bytes) -> list[Line]:
    """Parse a CSV file or the first sheet of a spreadsheet. Raises Refused if it is neither."""
    if data.startswith(SHEETS):
        return _lines(_sheet(data))
    text = io.StringIO(_decoded(data), newline="")
    try:
        return _lines(csv.reader(text, delimiter=_separator(data)))
    except csv.Error as error:
        raise Refused(UNREADABLE, code="unreadable") from error


def as_text(lines: Iterable[Line]) -> str:
    """Write lines as text from which ``read_text`` returns the same lines."""
    return "\n".join(f"{line.number}; {line.name}" if line.number else line.text for line in lines)


def _lines(rows: Iterable[list[str]]) -> list[Line]:
    lines: list[Line] = []
    columns: list[int] = []
    for number, cells in enumerate(rows):
        row = [_visible(cell)[:LONGEST_LINE] for cell in cells]
        if number == 0 and not NUMBER.search(" ".join(row)):
            columns = _name_columns(row)
            if columns:
                continue
        if any(row):
            lines.append(_line(row, columns))
        if len(lines) > MOST_LINES:
            raise Refused(_("This list is longer than 5000 lines."), code="too_long")
    return lines


def _visible(cell: str) -> str:
    """Drop signs that cannot be seen: they come along from a web page or another program."""
    return "".join(filter(str.isprintable, " ".join(cell.split())))


def _name_columns(row: list[str]) -> list[int]:
    """Return the columns of names in a row of headings; one cell alone is a title or a line."""
    if len([cell for cell in row if cell]) == 1:
        return []
    return [n for n, cell in enumerate(row) if NAME_COLUMN.search(cell)]


def _line(row: list[str], columns: list[int]) -> Line:
    """Find the number in any cell, and the name in its columns or else in the remaining cells."""
    text = " ".join(cell for cell in row if cell)[:LONGEST_LINE]
    found = next((match for match in NUMBER.finditer(text) if is_number(_digits(match))), None)
    if columns:
        name = " ".join(row[n] for n in columns if n < len(row))
    else:
        rest = NUMBER.sub(" ", text) if found else text
        name = " ".join(word for word in rest.split() if _is_name(word))
    return Line(text=text, number=_digits(found) if found else "", name=name)


def _digits(match: re.Match[str]) -> str:
    return "LR" + re.sub(r"\D", "", match[1])


def _is_name(word: str) -> bool:
    """Tell a word of a name from an address, a day or a sign."""
    return word[:1].isalpha() and not any(sign.isdigit() or sign == "@" for sign in word)


def _sheet(data: bytes) -> list[list[str]]:
    unreadable = Refused(UNREADABLE, code="unreadable")
    try:
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                    raise unreadable
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=True)
    except (CalamineError, zipfile.BadZipFile, OSError) as error:
        raise unreadable from error
    return [[_cell(cell) for cell in row] for row in rows]


def _cell(value: object) -> str:
    """Format a cell as it was typed: a spreadsheet stores a float, without leading zeros."""
    if isinstance(value, float) and value.is_integer():
        digits = str(int(value))
        return digits.zfill(LENGTH) if len(digits) >= LENGTH - 2 else digits
    return str(value)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _separator(data: bytes) -> str:
    first = re.split(rb"[\r\n]", data, maxsplit=1)[0]
    return max(";,\t", key=lambda sign: first.count(sign.encode()))
