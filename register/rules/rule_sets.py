"""A rule set as laid down by the profession: figures with a day on which they come into force."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any


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


def rule_set_from(configuration: Mapping[str, Any]) -> RuleSet:
    """Read a rule set in the form of ``register/data/rule_sets.json``.

    Where a norm or the cap names "primary" or "other", the categories of that group are meant.
    """
    groups = {name: frozenset(configuration[name]) for name in ("primary", "other")}
    shortest, longest = configuration["first_cycle_months"]
    return RuleSet(
        code=configuration["code"],
        version=configuration["version"],
        section=configuration["section"],
        in_force_from=date.fromisoformat(configuration["in_force_from"]),
        primary=groups["primary"],
        other=groups["other"],
        norms=tuple(_norm(row, groups) for row in configuration["norms"]),
        cap=_cap(configuration["cap"], groups),
        experience=Decimal(configuration["experience"]),
        full_time_hours=Decimal(configuration["full_time_hours"]),
        cycle_months=configuration["cycle_months"],
        first_cycle_months=(shortest, longest),
        submit_months=configuration["submit_months"],
        conditional_months=configuration["conditional_months"],
        objection_weeks=configuration["objection_weeks"],
        reminders=_steps(configuration["reminders"]),
        conditional_reminders=_steps(configuration["conditional_reminders"]),
    )


def _norm(row: Mapping[str, Any], groups: Mapping[str, frozenset[str]]) -> Norm:
    return Norm(
        code=row["code"],
        needed=Decimal(row["needed"]),
        categories=_categories(row["categories"], groups),
        sectors=frozenset(row["sectors"]),
    )


def _cap(row: Mapping[str, Any], groups: Mapping[str, frozenset[str]]) -> Cap:
    return Cap(row["code"], Decimal(row["most"]), _categories(row["categories"], groups))


def _categories(names: Collection[str], groups: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*(groups.get(name, {name}) for name in names))


def _steps(rows: Collection[Mapping[str, Any]]) -> tuple[Step, ...]:
    return tuple(Step(row["code"], row["months"], row["weeks"]) for row in rows)
