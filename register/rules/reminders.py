"""Which reminder is due. Computed from dates, so a scheduler that slept skips nothing useful."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from schools.rules import add_months

from .cycles import conditional_until
from .rule_sets import RuleSet, Step


def due_on(step: Step, *, anchor: date) -> date:
    """Return the day of a step: as far from the anchor as the rule set says."""
    return add_months(anchor, step.months) + timedelta(weeks=step.weeks)


def due_step(rule_set: RuleSet, *, until: date, on: date, sent: Collection[str]) -> Step | None:
    """Return the reminder that an open cycle is due, or None.

    Counted back from the last day. Only the latest step that has come is useful: one that was
    missed is never sent late on top of it, and after the last day there is nothing to remind of.
    """
    last_day = until - timedelta(days=1)
    if on > last_day:
        return None
    return _latest(rule_set.reminders, anchor=last_day, on=on, sent=sent)


def due_conditional_step(
    rule_set: RuleSet, *, until: date, on: date, sent: Collection[str]
) -> Step | None:
    """Return the reminder that is due in the extra time after a cycle that ended, or None."""
    if on >= conditional_until(until, rule_set=rule_set):
        return None
    return _latest(rule_set.conditional_reminders, anchor=until, on=on, sent=sent)


def _latest(steps: Iterable[Step], *, anchor: date, on: date, sent: Collection[str]) -> Step | None:
    come = [step for step in steps if due_on(step, anchor=anchor) <= on]
    latest = max(come, key=lambda step: due_on(step, anchor=anchor), default=None)
    return None if latest is None or latest.code in sent else latest
