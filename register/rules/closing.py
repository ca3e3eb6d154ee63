"""What would close the gap of a cycle, found by assessing it again with more hours."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from .assessment import Facts, Gap, assess
from .rule_sets import NormCode, RuleSet

Hours = Mapping[str, Decimal]


def with_hours(facts: Facts, more: Iterable[Hours]) -> Facts:
    """Return the facts as they would be with these hours per category added."""
    hours = defaultdict(Decimal, facts.hours)
    for split in more:
        for category, number in split.items():
            hours[category] += number
    return facts._replace(hours=dict(hours))


def closed_by(rule_set: RuleSet, facts: Facts, hours: Hours) -> Gap:
    """Return how much of the gap these hours close, at most all of it."""
    before = assess(rule_set, facts).gap
    after = assess(rule_set, with_hours(facts, [hours])).gap
    return Gap(
        hours=before.hours - after.hours,
        primary=before.primary - after.primary,
        content=before.content - after.content,
    )


def helpful_categories(rule_set: RuleSet, gap: Gap) -> frozenset[str]:
    """Return the categories in which another hour still reduces the gap."""
    if not gap.hours:
        return frozenset()
    if gap.content == gap.hours:
        return next(norm for norm in rule_set.norms if norm.code == NormCode.CONTENT).categories
    return rule_set.primary if gap.primary == gap.hours else rule_set.primary | rule_set.other
