"""What a delivered row is made of, before and after it was read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

COLUMNS = (
    "vestiging",
    "personeelsnummer",
    "bsn",
    "geslachtsnaam",
    "voorvoegsel",
    "voornamen",
    "geboortedatum",
    "geslacht",
    "email",
    "functiecategorie",
    "aard_arbeidsrelatie",
    "betrekkingsomvang",
    "grondslagcode",
    "onderwijsterreinen",
    "begin",
    "einde",
    "mutatiesoort",
    "mutatiedatum",
)


class RawRow(NamedTuple):
    """One row as it was handed in: its number in a spreadsheet, its cells in the order of COLUMNS."""

    number: int
    cells: tuple[str, ...]

    @classmethod
    def from_mapping(cls, number: int, cells: Mapping[str, str]) -> "RawRow":
        """Make a row from cells by column name, as a form or the API has them."""
        return cls(number, tuple(cells.get(column, "") for column in COLUMNS))


class Severity(StrEnum):
    REJECT = "reject"
    SIGNAL = "signal"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a row, or worth a second look.

    ``params`` holds text and whole numbers only, so that it can be stored as JSON; a key that ends
    in ``_on`` holds a day in ISO form. It never holds a BSN. ``schools.faults`` has the words.
    """

    code: str
    column: str
    severity: Severity
    params: Mapping[str, str | int] = field(default_factory=dict, hash=False)


def reject(code: str, column: str, **params: str | int) -> Problem:
    return Problem(code, column, Severity.REJECT, params)


def signal(code: str, column: str, **params: str | int) -> Problem:
    return Problem(code, column, Severity.SIGNAL, params)


class Mutation(StrEnum):
    """What the row says about its basis (domain.md §4.2)."""

    NEW = "N"
    CHANGE = "W"
    END = "B"
    VOID = "V"


class AppointmentKey(NamedTuple):
    """By what a board's appointment is known (design.md §3)."""

    staff_number: str
    location: str
    category: int


class BasisKey(NamedTuple):
    """By what a basis within an appointment is known (design.md §3)."""

    code: str
    subject_areas: tuple[str, ...]
    since: date


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a member of staff is, in the words of one board.

    ``gender`` (M, V or O) and ``email`` are empty where the board says nothing about them.
    """

    family_name: str
    prefix: str
    given_names: str
    birth_date: date
    gender: str
    email: str


@dataclass(frozen=True, slots=True)
class Employment:
    """What belongs to an appointment rather than to one of its bases.

    ``kind``: 1 permanent, 2 temporary, 3 replacement, 4 at work without a contract.
    """

    kind: int
    fte: Decimal


@dataclass(frozen=True, slots=True)
class Basis:
    """The ground on which somebody teaches, during ``[since, until)``; None is without end.

    ``subject_areas`` is a sorted tuple of codes; one that takes a free word is ``BVK:word``.
    """

    code: str
    subject_areas: tuple[str, ...]
    since: date
    until: date | None

    @property
    def key(self) -> BasisKey:
        return BasisKey(self.code, self.subject_areas, self.since)


@dataclass(frozen=True, slots=True)
class Row:
    """A row that can be processed. The BSN has nine digits and is kept out of the repr."""

    staff_number: str
    bsn: str = field(repr=False)
    identity: Identity = field(repr=False)
    location: str
    category: int
    employment: Employment
    basis: Basis
    mutation: Mutation
    mutated_on: date

    @property
    def appointment_key(self) -> AppointmentKey:
        return AppointmentKey(self.staff_number, self.location, self.category)


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """What became of one row.

    ``row`` is None when it was rejected or is not for the register. ``staff_number`` is as far as it could be
    read, so that the sender can find the row again.
    """

    number: int
    staff_number: str
    row: Row | None
    problems: tuple[Problem, ...]

    @property
    def rejected(self) -> bool:
        return any(problem.severity is Severity.REJECT for problem in self.problems)
