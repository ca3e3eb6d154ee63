from datetime import date
from decimal import Decimal
from functools import cache

from register import rules
from register.choices.cycles import CriterionKind
from register.models import Criterion, RuleSet


@cache
def rules_of(rule_set_id: int) -> rules.RuleSet:
    """Return a rule set for use by the rules; cached, because it never changes."""
    row = RuleSet.objects.prefetch_related("criteria", "steps").get(pk=rule_set_id)
    criteria = list(row.criteria.all())
    cap = _only(criteria, CriterionKind.AT_MOST)
    steps: dict[bool, list[rules.Step]] = {False: [], True: []}
    for step in row.steps.all():
        steps[step.conditional].append(rules.Step(step.code, step.months, step.weeks))
    return rules.RuleSet(
        code=row.code,
        version=row.version,
        section=row.section,
        in_force_from=row.in_force_from,
        primary=frozenset(row.primary_categories),
        other=frozenset(row.other_categories),
        norms=tuple(_norm(one) for one in criteria if one.kind == CriterionKind.AT_LEAST),
        cap=rules.Cap(cap.code, cap.hours, frozenset(cap.categories)),
        experience=_only(criteria, CriterionKind.PER_QUALIFICATION).hours,
        full_time_hours=Decimal(row.full_time_hours),
        cycle_months=row.cycle_months,
        first_cycle_months=(row.shortest_first_cycle_months, row.longest_first_cycle_months),
        submit_months=row.submit_months,
        conditional_months=row.conditional_months,
        objection_weeks=row.objection_weeks,
        reminders=tuple(steps[False]),
        conditional_reminders=tuple(steps[True]),
    )


def rule_set_in_force(section: str, *, on: date) -> RuleSet:
    """Return the rule set that applies to a cycle that begins on this day."""
    known = RuleSet.objects.filter(section=section, in_force_from__lte=on)
    return known.order_by("in_force_from").latest("in_force_from")


def _norm(row: Criterion) -> rules.Norm:
    return rules.Norm(row.code, row.hours, frozenset(row.categories), frozenset(row.sectors))


def _only(criteria: list[Criterion], kind: CriterionKind) -> Criterion:
    [found] = [row for row in criteria if row.kind == kind]
    return found
