"""CSV files for spreadsheets, separated by semicolons."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet reads UTF-8 as something else
_RUNS = ("=", "+", "-", "@", "\t", "\r")


def for_spreadsheet(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return CSV in which no cell can be taken for a formula and run."""
    return as_csv(header, ([harmless(str(cell)) for cell in row] for row in rows))


def harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RUNS) else cell


def bare(cell: str) -> str:
    """Undo ``harmless``."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_RUNS) else cell


def as_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return CSV with the cells unchanged, for programs."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()
