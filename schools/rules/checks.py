"""What can be said of one row by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .codes import CodeList, Sector
from .rows import CheckedRow, RawRow


@dataclass(frozen=True, slots=True)
class Tenure:
    """A board has a location during ``[since, until)``; None is open."""

    board: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class KnownLocation:
    sector: Sector
    tenures: tuple[Tenure, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What a row is held against: the board that delivers and all locations by code."""

    board: str
    locations: Mapping[str, KnownLocation]


def check_row(raw: RawRow, *, codes: CodeList, known: Known, on: date) -> CheckedRow:
    """Read a row and find all that is wrong with it, one message for one cause."""
    raise NotImplementedError
