"""A rule set as established by the profession: figures that come into force on a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property


class NormCode(StrEnum):
    TOTAL = "total"
    PRIMARY = "primary"
    CONTENT = "content"
    EXPERIENCE = "experience"


@dataclass(frozen=True)
class Norm:
    """The number of hours needed in these categories.

    Without sectors the norm applies to everybody; otherwise to teachers in any of these sectors.
    """

    code: str
    needed: Decimal
    categories: frozenset[str]
    sectors: frozenset[str]

    @cached_property
    def parts(self) -> list[str]:
        """The categories in a fixed order."""
        return sorted(self.categories)

    def applies_in(self, sectors: Collection[str]) -> bool:
        return not self.sectors or not self.sectors.isdisjoint(sectors)


@dataclass(frozen=True)
class Cap:
    """The most hours that count of these categories together."""

    code: str
    most: Decimal
    categories: frozenset[str]


@dataclass(frozen=True)
class Step:
    """A step of a reminder ladder: months and weeks from its anchor; negative means before it."""

    code: str
    months: int
    weeks: int


@dataclass(frozen=True)
class RuleSet:
    """What one cycle must meet, and the terms of its procedure (domain.md §5.2, §3.3, §10.4).

    ``primary`` and ``other`` are the category codes of domain.md §5.5. ``experience`` is the number
    of hours taught needed for each qualification, ``full_time_hours`` what one fte teaches a year.
    """

    code: str
    version: str
    section: str
    in_force_from: date
    primary: frozenset[str]
    other: frozenset[str]
    norms: tuple[Norm, ...]
    cap: Cap
    experience: Decimal
    full_time_hours: Decimal
    cycle_months: int
    first_cycle_months: tuple[int, int]
    submit_months: int
    conditional_months: int
    objection_weeks: int
    reminders: tuple[Step, ...]
    conditional_reminders: tuple[Step, ...]

    @cached_property
    def groups(self) -> frozenset[frozenset[str]]:
        """The groups of categories whose hours are added up."""
        normed = (norm.categories for norm in self.norms)
        return frozenset({self.primary, self.other, self.cap.categories, *normed})
