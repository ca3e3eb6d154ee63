"""The code lists of appointment bases and subject areas, each entry with its days in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache


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
    """The unit of a maximum term.

    FULLTIME_MONTHS are months of a full-time job: a half-time job may last twice as long.
    """

    MONTHS = "months"
    YEARS = "years"
    SCHOOL_YEARS = "school_years"
    FULLTIME_MONTHS = "fulltime_months"


class Declaration(StrEnum):
    """Whether and when the board must have a written declaration."""

    START = "start"
    EXTENSION = "extension"


LONGEST_TYPED = 40
SUPPORTING = frozenset({12, 13, 14, 15})

CODES_OF_SECTOR = {
    Sector.PRIMARY: frozenset({Sector.PRIMARY}),
    # A special school that takes exams itself uses the codes of secondary education (§3.1).
    Sector.SPECIAL: frozenset({Sector.PRIMARY, Sector.SECONDARY}),
    Sector.SECONDARY: frozenset({Sector.SECONDARY}),
    Sector.VOCATIONAL: frozenset({Sector.VOCATIONAL}),
}


@dataclass(frozen=True, slots=True)
class BasisCode:
    """One ground of appointment (domain.md §3.2).

    ``section`` is None if the law requires no competence. ``term_months`` is the maximum of the
    first term (a school year counts as twelve), ``extension_months`` that of each extension.
    ``warn_months`` is the length of a chain from which the board is warned. ``weekly_hours`` is
    the maximum that may be taught, as a yearly average.
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

    @property
    def needs_subject_areas(self) -> bool:
        """People who teach unqualified do so in named subjects only (domain.md §3.2 rule 5)."""
        return self.unqualified and self.section is Section.ANTEROOM

    @property
    def is_plain(self) -> bool:
        """Tell whether it is the permanent ground of a qualified teacher or supporter."""
        return not self.unqualified and self.section is not None


@dataclass(frozen=True, slots=True)
class SubjectArea:
    """One onderwijsterrein of one sector (domain.md §3.3); some take a free-text part."""

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
        self._bases: dict[str, list[BasisCode]] = {}
        self._areas: dict[Sector, dict[str, list[SubjectArea]]] = {sector: {} for sector in Sector}
        for basis in bases:
            self._bases.setdefault(basis.code, []).append(basis)
        for area in areas:
            self._areas[area.sector].setdefault(area.code, []).append(area)

    def basis(self, code: str, *, on: date) -> BasisCode | None:
        """Return the ground that this code names on a day."""
        for version in self._bases.get(code, ()):
            if _in_force(version, on):
                return version
        return None

    def area(self, code: str, *, sector: Sector, on: date) -> SubjectArea | None:
        """Return the subject area that this code names in a sector on a day."""
        known = self._areas[sector].get(code, ())
        return next((one for one in known if _in_force(one, on)), None)

    def basis_like(self, code: str, *, sectors: Iterable[Sector], on: date) -> BasisCode | None:
        """Return the ground in force whose code most resembles a mistyped one, if any."""
        wanted = frozenset(sectors)
        names = tuple(name for name, (one, *_) in self._bases.items() if one.sector in wanted)
        meant = _closest(code, names)
        return self.basis(meant, on=on) if meant else None

    def area_like(self, code: str, *, sector: Sector, on: date) -> SubjectArea | None:
        """Return the subject area whose code or title most resembles a mistyped one, if any."""
        names = {
            name: area.code
            for area in self.areas(sector, on=on)
            for name in (area.code, area.title_nl.upper())
        }
        meant = _closest(code, tuple(names))
        return self.area(names[meant], sector=sector, on=on) if meant else None

    def areas(self, sector: Sector, *, on: date) -> list[SubjectArea]:
        """Return the subject areas of a sector that are in force on a day."""
        return [
            area
            for versions in self._areas[sector].values()
            for area in versions
            if _in_force(area, on)
        ]


def _closest(text: str, names: tuple[str, ...]) -> str | None:
    """Return the name that a text most resembles; a far too long text resembles none."""
    return _remembered_closest(text, names) if len(text) <= LONGEST_TYPED else None


@lru_cache(maxsize=1024)
def _remembered_closest(text: str, names: tuple[str, ...]) -> str | None:
    return next(iter(get_close_matches(text, names, n=1)), None)


def _in_force(entry: BasisCode | SubjectArea, on: date) -> bool:
    since, until = entry.in_force_from, entry.in_force_until
    return (since is None or since <= on) and (until is None or on < until)
