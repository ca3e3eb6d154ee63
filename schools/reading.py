"""Converting a file as a board's own system exports it to CSV with our columns. No database.

The file that a board hands in is kept as it came. What is checked is the converted file, which has
the row numbers of the original, so that each fault can be found there.
"""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO

from . import parsing
from .parsing import StructuralFault
from .rules import COLUMNS, Cells, Mutation
from .rules.appointments import is_more_than_a_job
from .rules.recognition import (
    JOINED,
    SIZE,
    Plan,
    Remembered,
    meaning,
    tells_percentages,
)
from .rules.sheets import ONE_SHEET, Sheets
from .spreadsheets import is_workbook
from .tables import FEWEST_KNOWN, Table, as_told, is_ambiguous, tables


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
    percentages = _in_percentages(table, plan)
    return written(
        (number, finish(_cells(_marked(record, percentages), plan, values)))
        for number, record in table.rows()
    )


def _in_percentages(table: Table, plan: Plan) -> Sequence[int]:
    """Return the place of the size of the job, if its name and its figures are percentages."""
    places = plan.sources.get(SIZE, ())
    named = [place for place in places if tells_percentages(table.header[place])]
    if any(is_more_than_a_job(record[place]) for place in named for _, record in table.rows()):
        return named
    return ()


def _marked(record: list[str], percentages: Iterable[int]) -> list[str]:
    for place in percentages:
        if record[place].strip() and "%" not in record[place]:
            record[place] = f"{record[place].strip()}%"
    return record


def _cells(record: Sequence[str], plan: Plan, values: Mapping[str, Mapping[str, str]]) -> Cells:
    cells = dict(plan.constants)
    for column, places in plan.sources.items():
        parts = [meaning(column, record[place].strip(), values) for place in places]
        cells[column] = "|".join(filter(None, parts)) if column == JOINED else parts[0]
    return Cells(**cells)


def written(rows: Iterable[tuple[int, Cells]]) -> bytes:
    """Write rows as CSV in which each keeps its row number; empty lines fill the gaps.

    Raises StructuralFault if there are no rows, or too many.
    """
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    last = 1
    for number, cells in rows:
        if number > parsing.MOST_ROWS:
            raise StructuralFault("too_many_rows", most=parsing.MOST_ROWS)
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
    sheets: Sheets = ONE_SHEET


LONGEST_SHEET = 200
MENDED = frozenset(
    {
        *("header_not_found", "missing_columns", "unknown_columns", "columns_differ"),
        *("doubled_columns", "nul_bytes"),
    }
)


def read_in(data: bytes, *, remembered: Remembered, full: bool, on: date) -> Reading:
    """Read a whole file, as far as it explains itself.

    A file in our own format is checked as it came; anything else is converted. Raises
    StructuralFault if naming columns could not make it readable.
    """
    sheet, fault = _in_our_form(data)
    if (
        sheet
        and not full
        and not remembered.values
        and not any(map(tells_percentages, sheet.header))
    ):
        return Reading(data, data, sheet.replaced)
    found = as_told(_found(data, remembered, fault), remembered)
    table = found[0]
    plan = told_by_us(table.plan, always=full, on=on)
    if plan.open or is_ambiguous(found):
        if len(found) == 1:
            _require_rows(table)
        return Reading(data, None, table.replaced, fault or _undecided(plan, found))
    finish = finisher(full=full, on=on)
    rows = as_delivered(table, plan, values=remembered.values, finish=finish)
    return Reading(data, rows, table.replaced, sheets=table.sheets)


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


def _undecided(plan: Plan, found: list[Table]) -> StructuralFault:
    """Return why an officer is asked: a column is unknown, or any of two lists may be meant."""
    if plan.open:
        return unknown_columns(plan)
    return StructuralFault("sheets_differ", names=", ".join(table.names[0] for table in found[:2]))


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
    present = {"", Mutation.NEW.value, Mutation.CHANGE.value}

    def finish(cells: Cells) -> Cells:
        if cells.mutatiesoort.strip().upper() in present:
            cells = cells._replace(mutatiesoort=Mutation.STANDS.value)
        return cells if cells.mutatiedatum else cells._replace(mutatiedatum=on.isoformat())

    return finish


def sheet_fields(sheets: Sheets) -> dict[str, list]:
    """Return what a delivery keeps of the sheets that were read, and of those that were not."""
    return {
        "sheets": [name[:LONGEST_SHEET] for name in sheets.names],
        "sheet_starts": list(sheets.starts),
        "sheets_left_out": [name[:LONGEST_SHEET] for name in sheets.left_out],
    }
