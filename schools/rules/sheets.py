"""The row numbers of a workbook of which several sheets are read.

They are one series: the rows of each sheet follow those of the sheet before it.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple


class Place(NamedTuple):
    """Where a row is: its number on its sheet, which has no name if only one sheet was read."""

    row: int
    sheet: str = ""


class Sheets(NamedTuple):
    """The sheets that were read, each with what is added to its row numbers in the series, and
    those that were not read. All are empty for a file with one sheet.
    """

    names: Sequence[str] = ()
    starts: Sequence[int] = ()
    left_out: Sequence[str] = ()

    def place(self, number: int) -> Place:
        """Return where the row with this number in the series is."""
        if not self.names[1:]:
            return Place(number)
        sheet = bisect_left(self.starts, number) - 1
        return Place(number - self.starts[sheet], self.names[sheet])

    def numbers(self, row: int) -> list[int]:
        """Return the numbers in the series of the rows that have this number on their sheet."""
        numbers = {start + row for start in self.starts or (0,)}
        return [number for number in sorted(numbers) if self.place(number).row == row]


ONE_SHEET = Sheets()
