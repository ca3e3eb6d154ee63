"""Which sections of the register a person belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .codes import SUPPORTING, BasisCode, Section, Sector


@dataclass(frozen=True, slots=True)
class Ground:
    """One basis of a person at any board, with the function category of its appointment."""

    category: int
    code: BasisCode
    subject_areas: tuple[str, ...]
    since: date
    until: date | None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Placement:
    """A place in a section, by which ground, and why.

    ``subject_area`` is empty if the place is for everything that the ground allows. ``reason`` is
    qualified, limited_term, guest, unqualified, support or support_in_training.
    """

    section: Section
    sector: Sector
    subject_area: str
    code: str
    reason: str


def sections_on(grounds: Iterable[Ground], on: date) -> frozenset[Placement]:
    """Return the places that a person has by the grounds in force on a day.

    Functions 12–15 belong to the support section, whatever the ground. Teaching grounds lead to the
    register or, per subject area, to the anteroom. People who are qualified for a subject area in a
    sector are not in its anteroom as well (domain.md §3.2 rule 7).
    """
    placements = {
        placement for ground in grounds if ground.holds_on(on) for placement in _placements(ground)
    }
    qualified = {
        (one.sector, one.subject_area) for one in placements if one.section is Section.REGISTER
    }
    return frozenset(
        one
        for one in placements
        if one.section is not Section.ANTEROOM or (one.sector, one.subject_area) not in qualified
    )


def _placements(ground: Ground) -> Iterable[Placement]:
    code = ground.code
    if ground.category in SUPPORTING:
        reason = "support_in_training" if code.temporary else "support"
        return [Placement(Section.SUPPORT, code.sector, "", code.code, reason)]
    if code.section is None:
        return []
    areas = ground.subject_areas or ("",)
    return [Placement(code.section, code.sector, area, code.code, _reason(code)) for area in areas]


def _reason(code: BasisCode) -> str:
    if code.section is Section.REGISTER:
        return "qualified"
    if code.weekly_hours:
        return "guest"
    return "limited_term" if code.temporary else "unqualified"
