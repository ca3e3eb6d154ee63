"""Hold the facts of a teacher against a rule set (domain.md §5.2 and §10.5)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from .rule_sets import Norm, NormCode, RuleSet

ZERO = Decimal(0)


class Source(StrEnum):
    """Where a number of hours taught comes from; the value is the code of its reason."""

    APPOINTMENT = "computed_from_appointment"
    TEACHER = "stated_by_teacher"


@dataclass(frozen=True)
class Teaching:
    """The hours taught in a cycle for one qualification, under the name that people read."""

    qualification: str
    hours: Decimal
    source: Source


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


@dataclass(frozen=True)
class Reason:
    """Why a number is what it is: a code for the words, with the figures of the sentence."""

    code: str
    params: Mapping[str, Decimal | str]


@dataclass(frozen=True)
class Finding:
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
        return max(self.needed - self.counted, ZERO)

    @property
    def met(self) -> bool:
        return not self.missing


@dataclass(frozen=True)
class Portion:
    """The hours of a group of categories, and how many of them count."""

    done: Decimal
    counted: Decimal


@dataclass(frozen=True)
class Gap:
    """The fewest hours that close a cycle: of those at least ``primary``, of those ``content``."""

    hours: Decimal
    primary: Decimal
    content: Decimal


@dataclass(frozen=True)
class Assessment:
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
    primary, other = (
        _portion(rule_set.primary, rule_set, facts),
        _portion(rule_set.other, rule_set, facts),
    )
    norms = [norm for norm in rule_set.norms if norm.applies_in(facts.sectors)]
    development = [_development(norm, rule_set, facts) for norm in norms]
    return Assessment(
        duty=True,
        findings=(*development, *_experience(rule_set, facts)),
        primary=primary,
        other=other,
        gap=_gap(development, room=max(rule_set.cap.most - other.done, ZERO)),
    )


def _development(norm: Norm, rule_set: RuleSet, facts: Facts) -> Finding:
    done = _sum(norm.categories, facts)
    excess = _excess(norm.categories, rule_set, facts)
    return Finding(
        code=norm.code,
        qualification="",
        needed=norm.needed,
        achieved=done,
        counted=done - excess,
        reasons=(*_parts(norm, rule_set, facts), *_where(norm, facts)),
    )


def _parts(norm: Norm, rule_set: RuleSet, facts: Facts) -> list[Reason]:
    if rule_set.cap.categories <= norm.categories:
        return _capped_sum(rule_set, facts)
    if len(norm.categories) > 1:
        hours = {category: facts.hours.get(category, ZERO) for category in norm.categories}
        return [Reason("parts", dict(sorted(hours.items())))]
    return []


def _capped_sum(rule_set: RuleSet, facts: Facts) -> list[Reason]:
    primary, other = (
        _portion(group, rule_set, facts) for group in (rule_set.primary, rule_set.other)
    )
    total = primary.counted + other.counted
    reasons = [Reason("sum", {"total": total, "primary": primary.counted, "other": other.counted})]
    if excess := other.done - other.counted:
        figures = {"done": other.done, "cap": rule_set.cap.most, "excess": excess}
        reasons.append(Reason(f"{rule_set.cap.code}_capped", figures))
    return reasons


def _where(norm: Norm, facts: Facts) -> list[Reason]:
    sectors = sorted(norm.sectors & facts.sectors)
    return [Reason("only_in_sector", {"sector": sector}) for sector in sectors]


def _experience(rule_set: RuleSet, facts: Facts) -> list[Finding]:
    if not facts.teaching:
        return [_taught(rule_set, "", ZERO, Reason("no_qualification", {}))]
    return [
        _taught(rule_set, row.qualification, row.hours, Reason(row.source, {}))
        for row in facts.teaching
    ]


def _taught(rule_set: RuleSet, qualification: str, hours: Decimal, reason: Reason) -> Finding:
    needed = rule_set.experience
    return Finding(NormCode.EXPERIENCE, qualification, needed, hours, hours, (reason,))


def _gap(development: Collection[Finding], *, room: Decimal) -> Gap:
    """Find the least work: hours that fit in no other room have to be primary."""
    missing = {finding.code: finding.missing for finding in development}
    content = missing.get(NormCode.CONTENT, ZERO)
    total = missing.get(NormCode.TOTAL, ZERO)
    primary = max(missing.get(NormCode.PRIMARY, ZERO), content, total - room)
    return Gap(hours=max(primary, total), primary=primary, content=content)


def _portion(categories: frozenset[str], rule_set: RuleSet, facts: Facts) -> Portion:
    done = _sum(categories, facts)
    return Portion(done, done - _excess(categories, rule_set, facts))


def _excess(categories: frozenset[str], rule_set: RuleSet, facts: Facts) -> Decimal:
    """Return what the cap takes off, where all that it covers is among these categories."""
    cap = rule_set.cap
    return (
        max(_sum(cap.categories, facts) - cap.most, ZERO) if cap.categories <= categories else ZERO
    )


def _sum(categories: frozenset[str], facts: Facts) -> Decimal:
    return sum((facts.hours.get(category, ZERO) for category in categories), ZERO)
