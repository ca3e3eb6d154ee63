"""A rule set as laid down by the profession: figures with a day on which they come into force."""

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
    """So many hours of these categories are needed.

    Without sectors the norm holds for everybody; with them, for who teaches in one of them.
    """

    code: str
    needed: Decimal
    categories: frozenset[str]
    sectors: frozenset[str]

    @cached_property
    def parts(self) -> list[str]:
        """The categories in an order that is always the same."""
        return sorted(self.categories)

    def applies_in(self, sectors: Collection[str]) -> bool:
        return not self.sectors or not self.sectors.isdisjoint(sectors)


@dataclass(frozen=True)
class Cap:
    """Of these categories together no more than so many hours count."""

    code: str
    most: Decimal
    categories: frozenset[str]


@dataclass(frozen=True)
class Step:
    """A rung of a reminder ladder: so many months and weeks from its anchor, negative is before."""

    code: str
    months: int
    weeks: int


@dataclass(frozen=True)
class RuleSet:
    """What one cycle must meet, and the terms of its procedure (domain.md §5.2, §3.3, §10.4).

    ``primary`` and ``other`` are the category codes of domain.md §5.5. ``experience`` is what is
    needed of hours taught for each qualification, ``full_time_hours`` what one fte teaches a year.
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
