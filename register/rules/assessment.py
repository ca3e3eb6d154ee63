"""Hold the facts of a teacher against a rule set (domain.md §5.2 and §10.5)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from .rule_sets import Norm, NormCode, RuleSet

ZERO = Decimal(0)


class Source(StrEnum):
    """Where a number of hours taught comes from; the value is the code of its reason."""

    APPOINTMENT = "computed_from_appointment"
    TEACHER = "stated_by_teacher"


class Teaching(NamedTuple):
    """The hours taught in a cycle for one qualification, under the name that people read.

    ``leave`` is how many hours more it would be without leave.
    """

    qualification: str
    hours: Decimal
    source: Source
    leave: Decimal = ZERO


@dataclass(frozen=True)
class Facts:
    """What a teacher has to show; a decision stores exactly this.

    ``hours`` of professional development are per category code; what no category of the rule
    set covers counts as nothing. ``duty`` is false in the anteroom and the support section.
    """

    duty: bool
    sectors: frozenset[str]
    hours: Mapping[str, Decimal]
    teaching: tuple[Teaching, ...]


class Reason(NamedTuple):
    """Why a number is what it is: a code for the words, with the figures of the sentence."""

    code: str
    params: Mapping[str, Decimal | str]


class Finding(NamedTuple):
    """One requirement: what is needed, what was done, how much of that counts.

    ``qualification`` is empty but where the requirement is asked for each qualification.
    """

    code: str
    qualification: str
    needed: Decimal
    achieved: Decimal
    counted: Decimal
    reasons: tuple[Reason, ...]

    @property
    def missing(self) -> Decimal:
        return ZERO if self.met else self.needed - self.counted

    @property
    def met(self) -> bool:
        return self.counted >= self.needed


class Portion(NamedTuple):
    """The hours of a group of categories, and how many of them count."""

    done: Decimal
    counted: Decimal


class Gap(NamedTuple):
    """The fewest hours that close a cycle: of those at least ``primary``, of those ``content``."""

    hours: Decimal
    primary: Decimal
    content: Decimal


class Assessment(NamedTuple):
    """What a cycle comes to; ``total`` is the sum of the two portions that count."""

    duty: bool
    findings: tuple[Finding, ...]
    primary: Portion
    other: Portion
    gap: Gap

    @property
    def met(self) -> bool:
        return all(finding.met for finding in self.findings)

    @property
    def total(self) -> Decimal:
        return self.primary.counted + self.other.counted


SOURCES = {source: Reason(source, {}) for source in Source}
NO_QUALIFICATION = Reason("no_qualification", {})
NO_DUTY = Assessment(
    duty=False,
    findings=(),
    primary=Portion(ZERO, ZERO),
    other=Portion(ZERO, ZERO),
    gap=Gap(ZERO, ZERO, ZERO),
)


def assess(rule_set: RuleSet, facts: Facts) -> Assessment:
    """Say for each requirement whether it is met and why; all must be (domain.md §5.2).

    Who has no duty to re-register has nothing to meet: the answer is then ``NO_DUTY``.
    """
    if not facts.duty:
        return NO_DUTY
    tally = _Tally(rule_set, facts)
    development = [
        _development(norm, tally) for norm in rule_set.norms if norm.applies_in(facts.sectors)
    ]
    return Assessment(
        duty=True,
        findings=(*development, *_experience(rule_set, facts)),
        primary=tally.primary,
        other=tally.other,
        gap=_gap(development, room=tally.room),
    )


class _Tally:
    """The hours of one teacher under one rule set, added up once: a country is many teachers."""

    def __init__(self, rule_set: RuleSet, facts: Facts) -> None:
        self.hours, self.sectors, self.cap = facts.hours, facts.sectors, rule_set.cap
        self.portions: dict[frozenset[str], Portion] = {}
        left = self.cap.most - self.done(self.cap.categories)
        self.room, self.excess = (left, ZERO) if left > ZERO else (ZERO, -left)
        self.primary = self.portion(rule_set.primary)
        self.other = self.portion(rule_set.other)

    def done(self, categories: frozenset[str]) -> Decimal:
        hours = self.hours
        return sum([hours[category] for category in categories if category in hours], ZERO)

    def portion(self, categories: frozenset[str]) -> Portion:
        """Take off what is above the cap, where all that it covers is among these categories."""
        found = self.portions.get(categories)
        if found is None:
            done = self.done(categories)
            counted = done - self.excess if self.cap.categories <= categories else done
            found = self.portions[categories] = Portion(done, counted)
        return found


def _development(norm: Norm, tally: _Tally) -> Finding:
    done, counted = tally.portion(norm.categories)
    reasons = (*_how(norm, tally), *_where(norm.sectors, tally.sectors))
    return Finding(norm.code, "", norm.needed, done, counted, reasons)


def _how(norm: Norm, tally: _Tally) -> Sequence[Reason]:
    """Explain how hours of several categories come together."""
    if tally.cap.categories <= norm.categories:
        return [_sum(tally), *_capped(tally)]
    if len(norm.categories) > 1:
        return [Reason("parts", {part: tally.hours.get(part, ZERO) for part in norm.parts})]
    return ()


def _sum(tally: _Tally) -> Reason:
    primary, other = tally.primary.counted, tally.other.counted
    return Reason("sum", {"total": primary + other, "primary": primary, "other": other})


def _capped(tally: _Tally) -> Sequence[Reason]:
    if not tally.excess:
        return ()
    figures = {"done": tally.other.done, "cap": tally.cap.most, "excess": tally.excess}
    return [Reason(f"{tally.cap.code}_capped", figures)]


@cache
def _where(asked_in: frozenset[str], works_in: frozenset[str]) -> Sequence[Reason]:
    return [Reason("only_in_sector", {"sector": one}) for one in sorted(asked_in & works_in)]


def _experience(rule_set: RuleSet, facts: Facts) -> list[Finding]:
    if not facts.teaching:
        return [_taught(rule_set, "", ZERO, (NO_QUALIFICATION,))]
    return [
        _taught(rule_set, row.qualification, row.hours, _why_so_many(row)) for row in facts.teaching
    ]


def _why_so_many(taught: Teaching) -> tuple[Reason, ...]:
    source = SOURCES[taught.source]
    return (source, Reason("less_leave", {"leave": taught.leave})) if taught.leave else (source,)


def _taught(
    rule_set: RuleSet, qualification: str, hours: Decimal, reasons: tuple[Reason, ...]
) -> Finding:
    needed = rule_set.experience
    return Finding(NormCode.EXPERIENCE, qualification, needed, hours, hours, reasons)


def _gap(development: Collection[Finding], *, room: Decimal) -> Gap:
    """Find the least work: what the cap leaves no room for has to be primary."""
    missing = {finding.code: finding.missing for finding in development}
    content = missing.get(NormCode.CONTENT, ZERO)
    total = missing.get(NormCode.TOTAL, ZERO)
    primary = max(missing.get(NormCode.PRIMARY, ZERO), content, total - room)
    return Gap(hours=max(primary, total), primary=primary, content=content)
