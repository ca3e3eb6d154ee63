"""In which part of the register a person stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .codes import BasisCode, Section


@dataclass(frozen=True, slots=True)
class Ground:
    """One basis of a person at any board, with the function category of its appointment."""

    category: int
    code: BasisCode
    subject_areas: tuple[str, ...]
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Placement:
    """A place in a section, for a subject area (empty: for all that the basis gives), and why.

    ``reason``: qualified, limited_term, guest, support or support_in_training.
    """

    section: Section
    subject_area: str
    code: str
    reason: str


def sections_on(grounds: Iterable[Ground], on: date) -> frozenset[Placement]:
    """Tell in which sections the grounds that are valid on a day put a person (design.md §3.6)."""
    raise NotImplementedError
