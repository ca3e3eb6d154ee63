"""The list of rows with faults, as a board downloads it and hands it in again. No database.

It has our columns, so that it can be corrected in a spreadsheet and handed in by itself. Citizen
service numbers are masked in it; a number that comes back masked is the one that was delivered.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.text import row_key

from .exports import bare
from .parsing import StructuralFault
from .rules import COLUMNS, Cells
from .rules.recognition import Remembered, plain_name
from .rules.values import read_date, read_fte
from .spreadsheets import is_workbook
from .tables import Table, choose, tables

DELIVERY, ROW, SHEET = "levering", "rij", "blad"
LOOKED_AT = 100
HEADER = (DELIVERY, ROW, SHEET, *COLUMNS, "wat is er", "wat kunt u doen")


@dataclass(frozen=True)
class Correction:
    """A row of a list that came back, with its cells unchanged.

    ``sheet`` is empty where the delivery has only one.
    """

    delivery: int
    row: int
    cells: Mapping[str, str]
    sheet: str = ""


def read_corrections(data: bytes) -> list[Correction]:
    """Read a list of faults that came back; return an empty list for any other file."""
    if DELIVERY.encode() not in data[:LOOKED_AT] and not is_workbook(data):
        return []
    try:
        best = choose(tables(data, Remembered()), "")
    except StructuralFault:
        return []
    return corrections_of(best) if is_fault_list(best) else []


def is_fault_list(table: Table) -> bool:
    names = [plain_name(name) for name in table.header]
    return names[:2] == [DELIVERY, ROW] and all(plain_name(column) in names for column in COLUMNS)


def corrections_of(table: Table) -> list[Correction]:
    """Read a list that came back; a row whose numbers were lost is left out."""
    names = [plain_name(name) for name in table.header]
    places = {column: names.index(plain_name(column)) for column in COLUMNS}
    found = []
    for _number, record in table.rows():
        delivery, row = row_key(record[0].strip()), row_key(record[1].strip())
        if delivery and row:
            cells = {column: bare(record[place]) for column, place in places.items()}
            sheet = bare(record[names.index(SHEET)]) if SHEET in names else ""
            found.append(Correction(delivery, row, cells, sheet))
    return found


def corrected(cells: Cells, better: Mapping[str, str]) -> dict[str, str]:
    """Return the cells whose value has changed, and not only its formatting."""
    return {
        column: text.strip()
        for column, text in better.items()
        if not looks_the_same(column, getattr(cells, column), text.strip())
    }


def looks_the_same(column: str, was: str, now: str) -> bool:
    """Tell whether two cells differ only as a spreadsheet reformats them.

    For instance 2026-08-01 and 1-8-2026, 0.8 and 0,80, 00123 and 123, a number and its mask.
    """
    was = was.strip()
    if column == "bsn":
        return now in ("", masked(was)) or now == was
    if now == was or (now and now == was.lstrip("0")):
        return True
    day = read_date(was)
    if day is not None:
        return read_date(now) == day
    figure = read_fte(was)
    return column == "betrekkingsomvang" and figure is not None and figure == read_fte(now)


def masked(bsn: str) -> str:
    return f"••••••{bsn[-3:]}" if bsn else ""
