"""Lists for a spreadsheet: separated by semicolons, and without cells that a program would run."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet reads UTF-8 as something else
_RUNS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([harmless(str(cell)) for cell in row] for row in rows)
    return text.getvalue()


def harmless(cell: str) -> str:
    """Return a cell that a spreadsheet shows and does not take for a formula."""
    return f"'{cell}" if cell.startswith(_RUNS) else cell
