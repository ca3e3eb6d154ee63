"""The parts of a delivered row, before and after parsing (domain.md §4.2).

They are named tuples, because a national file has 300,000 rows: these are made, compared and hashed
in a third of the time of frozen dataclasses. Personal data stay out of every repr.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from .problems import Problems, Severity


class Cells(NamedTuple):
    """The cells of a row as text, in the order of the canonical header."""

    vestiging: str = ""
    personeelsnummer: str = ""
    bsn: str = ""
    geslachtsnaam: str = ""
    voorvoegsel: str = ""
    voornamen: str = ""
    geboortedatum: str = ""
    geslacht: str = ""
    email: str = ""
    functiecategorie: str = ""
    aard_arbeidsrelatie: str = ""
    betrekkingsomvang: str = ""
    grondslagcode: str = ""
    onderwijsterreinen: str = ""
    begin: str = ""
    einde: str = ""
    mutatiesoort: str = ""
    mutatiedatum: str = ""


COLUMNS = Cells._fields


class RawRow(NamedTuple):
    """One row as it was handed in, and its number in a spreadsheet (the header is row 1)."""

    number: int
    cells: Cells

    @classmethod
    def from_mapping(cls, number: int, cells: Mapping[str, str]) -> "RawRow":
        """Make a row from cells by column name, as a form or the API has them."""
        return cls(number, Cells(**cells))


class Mutation(StrEnum):
    """What the row says about its basis (domain.md §4.2).

    STANDS is for files with the present state instead of changes (ADR 14): it means new or changed,
    whichever it turns out to be.
    """

    STANDS = "S"
    NEW = "N"
    CHANGE = "W"
    END = "B"
    VOID = "V"


class AppointmentKey(NamedTuple):
    """What identifies an appointment of a board."""

    staff_number: str
    location: str
    category: int


class BasisKey(NamedTuple):
    """What identifies a basis within an appointment."""

    code: str
    subject_areas: tuple[str, ...]
    since: date


class Identity(NamedTuple):
    """Who a member of staff is, in the words of one board.

    ``gender`` (M, V or O) and ``email`` are empty where the board says nothing about them.
    """

    family_name: str
    prefix: str
    given_names: str
    birth_date: date
    gender: str
    email: str

    def __repr__(self) -> str:
        return "Identity(…)"


class Employment(NamedTuple):
    """What belongs to an appointment rather than to one of its bases.

    ``kind``: 1 permanent, 2 temporary, 3 replacement, 4 working without a contract.
    """

    kind: int
    fte: Decimal


class Basis(NamedTuple):
    """The ground on which somebody teaches, during ``[since, until)``; None means without end.

    ``subject_areas`` is a sorted tuple of codes; one with a free-text part is ``BVK:word``.
    """

    code: str
    subject_areas: tuple[str, ...]
    since: date
    until: date | None

    @property
    def key(self) -> BasisKey:
        return BasisKey(self.code, self.subject_areas, self.since)

    def overlaps(self, other: "Basis") -> bool:
        return (other.until is None or self.since < other.until) and (
            self.until is None or other.since < self.until
        )


class Row(NamedTuple):
    """A row that can be processed. The BSN has nine digits."""

    staff_number: str
    bsn: str
    identity: Identity
    location: str
    category: int
    employment: Employment
    basis: Basis
    mutation: Mutation
    mutated_on: date

    def __repr__(self) -> str:
        return f"Row({self.staff_number!r}, {self.location!r}, {self.category}, {self.basis!r})"

    @property
    def appointment_key(self) -> AppointmentKey:
        return AppointmentKey(self.staff_number, self.location, self.category)


class CheckedRow(NamedTuple):
    """The result of checking one row.

    ``row`` is None if it was rejected or is not for the register. ``staff_number`` is the cell as
    delivered, truncated, so that the sender can find the row again.
    """

    number: int
    staff_number: str
    row: Row | None
    problems: Problems

    @property
    def rejected(self) -> bool:
        return any(problem.severity is Severity.REJECT for problem in self.problems)
