"""Where a teacher will end up at the present pace, extrapolated from recent hours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_DOWN, Decimal

from .assessment import Assessment, Facts, Teaching, assess
from .rule_sets import RuleSet

WHOLE = Decimal(1)
DAYS_A_MONTH = Decimal("365.25") / 12


@dataclass(frozen=True)
class Pace:
    """The hours per category in the last ``days`` days."""

    hours: Mapping[str, Decimal]
    days: int


@dataclass(frozen=True)
class Forecast:
    """The expected result of a cycle, and the whole hours a month needed to close today's gap."""

    assessment: Assessment
    hours_a_month: Decimal


def forecast(
    rule_set: RuleSet, facts: Facts, *, pace: Pace, teaching: Sequence[Teaching], days_left: int
) -> Forecast:
    """Assess the cycle as if the pace continues until its end.

    Caps and norms apply as always. Hours taught are not extrapolated, because an appointment has
    its own end date: ``teaching`` is what today's appointments amount to at the end of the cycle.
    """
    hours = {
        category: facts.hours.get(category, Decimal(0)) + _to_come(pace, category, days_left)
        for category in {*facts.hours, *pace.hours}
    }
    gap = assess(rule_set, facts).gap.hours
    ahead = facts._replace(hours=hours, teaching=tuple(teaching))
    return Forecast(assess(rule_set, ahead), _a_month(gap, days_left))


def _to_come(pace: Pace, category: str, days_left: int) -> Decimal:
    recent = pace.hours.get(category, Decimal(0))
    return (recent * days_left / max(pace.days, 1)).quantize(WHOLE, ROUND_DOWN)


def _a_month(hours: Decimal, days_left: int) -> Decimal:
    months = max(days_left / DAYS_A_MONTH, Decimal(1))
    return (hours / months).to_integral_value(ROUND_CEILING)
