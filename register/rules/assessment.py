"""Assess the facts of a teacher against a rule set (domain.md §5.2 and §10.5)."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from .rule_sets import Cap, Norm, NormCode, RuleSet

ZERO = Decimal(0)

Sums = Mapping[frozenset[str], Decimal]  # hours per group of categories


class Source(StrEnum):
    """Where a number of hours taught comes from, as a decision stores it (docs/adr/0039); the value
    is also the code of the reason that explains it.
    """

    APPOINTMENT = "computed_from_appointment"


class Teaching(NamedTuple):
    """The hours taught in a cycle for one qualification, given by its readable name.

    ``leave`` is the number of hours lost to leave.
    """

    qualification: str
    hours: Decimal
    source: Source
    leave: Decimal = ZERO


class Facts(NamedTuple):
    """What an assessment is based on; a decision stores exactly this.

    ``hours`` of professional development are per category code; hours in a category that the rule
    set does not know do not count. ``duty`` is false in the anteroom and the support section.
    """

    duty: bool
    sectors: frozenset[str]
    hours: Mapping[str, Decimal]
    teaching: tuple[Teaching, ...]


class Reason(NamedTuple):
    """Why a number is what it is: the code of a sentence, and the values to fill in."""

    code: str
    params: Mapping[str, Decimal | str]


class Finding(NamedTuple):
    """One requirement: what is needed, what was done, how much of that counts.

    ``qualification`` is only filled in if the requirement applies to each qualification.
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
    """The fewest hours still needed; ``primary`` of them primary, ``content`` of those content."""

    hours: Decimal
    primary: Decimal
    content: Decimal


class Assessment(NamedTuple):
    """The result for a cycle; ``total`` is all hours that count, primary and other."""

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


SOURCES = {source: (Reason(source, {}),) for source in Source}
NO_GAP = Gap(ZERO, ZERO, ZERO)
NO_QUALIFICATION = Reason("no_qualification", {})
NO_DUTY = Assessment(
    duty=False,
    findings=(),
    primary=Portion(ZERO, ZERO),
    other=Portion(ZERO, ZERO),
    gap=NO_GAP,
)


def assess(rule_set: RuleSet, facts: Facts) -> Assessment:
    """Say for each requirement whether it is met and why; all must be met (domain.md §5.2).

    The result is ``NO_DUTY`` for a teacher without a duty to re-register.
    """
    if not facts.duty:
        return NO_DUTY
    tally = _add_up(rule_set, facts)
    development = [
        _development(norm, tally) for norm in rule_set.norms if norm.applies_in(facts.sectors)
    ]
    return Assessment(
        duty=True,
        findings=(*development, *_experience(rule_set.experience, facts.teaching)),
        primary=tally.primary,
        other=tally.other,
        gap=_gap(development, room=tally.room),
    )


class _Tally(NamedTuple):
    """The facts of one teacher, with the hours added up only once: a whole country is assessed.

    ``done`` and ``counted`` are per group of categories, ``room`` is what the cap still allows
    and ``excess`` what exceeds it.
    """

    facts: Facts
    cap: Cap
    done: Sums
    counted: Sums
    primary: Portion
    other: Portion
    room: Decimal
    excess: Decimal


def _add_up(rule_set: RuleSet, facts: Facts) -> _Tally:
    cap, hours = rule_set.cap, facts.hours
    done = {
        group: sum([hours[category] for category in group if category in hours], ZERO)
        for group in rule_set.groups
    }
    left = cap.most - done[cap.categories]
    room, excess = (left, ZERO) if left > ZERO else (ZERO, -left)
    counted = _below(cap, done, excess) if excess else done
    primary, other = (
        Portion(done[group], counted[group]) for group in (rule_set.primary, rule_set.other)
    )
    return _Tally(facts, cap, done, counted, primary, other, room, excess)


def _below(cap: Cap, done: Sums, excess: Decimal) -> Sums:
    """Subtract what exceeds the cap from each group that contains all categories of the cap."""
    return {
        group: hours - excess if cap.categories <= group else hours for group, hours in done.items()
    }


def _development(norm: Norm, tally: _Tally) -> Finding:
    done, counted = tally.done[norm.categories], tally.counted[norm.categories]
    reasons = (*_how(norm, tally), *_where(norm.sectors, tally.facts.sectors))
    return Finding(norm.code, "", norm.needed, done, counted, reasons)


def _how(norm: Norm, tally: _Tally) -> Sequence[Reason]:
    """Explain how the hours of several categories add up."""
    if tally.cap.categories <= norm.categories:
        return (_sum(tally), _capped(tally)) if tally.excess else (_sum(tally),)
    if len(norm.categories) > 1:
        hours = tally.facts.hours
        return (Reason("parts", {part: hours.get(part, ZERO) for part in norm.parts}),)
    return ()


def _sum(tally: _Tally) -> Reason:
    primary, other = tally.primary.counted, tally.other.counted
    return Reason("sum", {"total": primary + other, "primary": primary, "other": other})


def _capped(tally: _Tally) -> Reason:
    figures = {"done": tally.other.done, "cap": tally.cap.most, "excess": tally.excess}
    return Reason(f"{tally.cap.code}_capped", figures)


@cache
def _where(asked_in: frozenset[str], works_in: frozenset[str]) -> Sequence[Reason]:
    return [Reason("only_in_sector", {"sector": one}) for one in sorted(asked_in & works_in)]


def _experience(needed: Decimal, teaching: Iterable[Teaching]) -> list[Finding]:
    code = NormCode.EXPERIENCE
    found = [
        Finding(code, row.qualification, needed, row.hours, row.hours, _why_so_many(row))
        for row in teaching
    ]
    return found or [Finding(code, "", needed, ZERO, ZERO, (NO_QUALIFICATION,))]


def _why_so_many(taught: Teaching) -> tuple[Reason, ...]:
    source = SOURCES[taught.source]
    return (*source, Reason("less_leave", {"leave": taught.leave})) if taught.leave else source


def _gap(development: Iterable[Finding], *, room: Decimal) -> Gap:
    """Return the fewest hours still needed: those that the cap does not allow must be primary."""
    missing = {row.code: row.missing for row in development if not row.met}
    if not missing:
        return NO_GAP
    content = missing.get(NormCode.CONTENT, ZERO)
    total = missing.get(NormCode.TOTAL, ZERO)
    primary = max(missing.get(NormCode.PRIMARY, ZERO), content, total - room)
    return Gap(hours=max(primary, total), primary=primary, content=content)
