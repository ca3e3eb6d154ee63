"""The code lists of appointment bases and subject areas, each entry with its days in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Sector(StrEnum):
    PRIMARY = "po"
    SPECIAL = "so"
    SECONDARY = "vo"
    VOCATIONAL = "mbo"


class Section(StrEnum):
    """The parts of the register (domain.md §2.1)."""

    REGISTER = "register"
    ANTEROOM = "anteroom"
    SUPPORT = "support"


class TermKind(StrEnum):
    """In what a longest term is counted.

    FULLTIME_MONTHS are months of a full-time job: half a job may last twice as long.
    """

    MONTHS = "months"
    YEARS = "years"
    SCHOOL_YEARS = "school_years"
    FULLTIME_MONTHS = "fulltime_months"


class Declaration(StrEnum):
    """When the board must have a written declaration."""

    START = "start"
    EXTENSION = "extension"


@dataclass(frozen=True, slots=True)
class BasisCode:
    """One ground of appointment (domain.md §3.2).

    ``section`` is None where the law asks no competence. ``term_months`` is the longest first term
    (school years count as twelve), ``extension_months`` the longest of each extension.
    ``warn_months`` is the length of a chain from which the board is warned. ``weekly_hours`` is
    the most that may be taught on yearly average.
    """

    code: str
    sector: Sector
    title_en: str
    title_nl: str
    article: str
    section: Section | None
    unqualified: bool
    temporary: bool
    categories: frozenset[int]
    term_kind: TermKind | None = None
    term_months: int | None = None
    extension_months: tuple[int, ...] = ()
    warn_months: int | None = None
    weekly_hours: int | None = None
    declaration: Declaration | None = None
    in_force_from: date | None = None
    in_force_until: date | None = None


@dataclass(frozen=True, slots=True)
class SubjectArea:
    """One onderwijsterrein of one sector (domain.md §3.3); a free word may stand behind some."""

    code: str
    sector: Sector
    title_en: str
    title_nl: str
    free_word: bool = False
    in_force_from: date | None = None
    in_force_until: date | None = None


class CodeList:
    """Both code lists, to look up by code and day."""

    def __init__(self, bases: Iterable[BasisCode], areas: Iterable[SubjectArea]) -> None:
        raise NotImplementedError

    def basis(self, code: str, *, on: date) -> BasisCode | None:
        """Return the ground that this code names on a day."""
        raise NotImplementedError

    def area(self, code: str, *, sector: Sector, on: date) -> SubjectArea | None:
        """Return the subject area that this code names in a sector on a day."""
        raise NotImplementedError
