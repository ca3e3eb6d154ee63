"""Which reminder is due. Computed from dates, so a scheduler that was down skips nothing useful."""

from collections.abc import Iterable
from datetime import date, timedelta

from schools.rules import add_months

from .cycles import conditional_until
from .rule_sets import RuleSet, Step


def due_step(rule_set: RuleSet, *, until: date, on: date) -> Step | None:
    """Return the latest step of the ladder that an open cycle has reached, or None.

    Steps are counted back from the last day. Only the latest is useful, so one that was missed is
    not sent as well, and after the last day there is none. The caller sends each step only once.
    """
    last_day = until - timedelta(days=1)
    if on > last_day:
        return None
    return _latest(rule_set.reminders, anchor=last_day, on=on)


def due_conditional_step(rule_set: RuleSet, *, until: date, on: date) -> Step | None:
    """Return the latest step reached in the extra time after the end of a cycle, or None."""
    if on >= conditional_until(until, rule_set=rule_set):
        return None
    return _latest(rule_set.conditional_reminders, anchor=until, on=on)


def due_on(step: Step, *, anchor: date) -> date:
    """Return the day of a step, counted from its anchor."""
    return add_months(anchor, step.months) + timedelta(weeks=step.weeks)


def _latest(steps: Iterable[Step], *, anchor: date, on: date) -> Step | None:
    come = [step for step in steps if due_on(step, anchor=anchor) <= on]
    return max(come, key=lambda step: due_on(step, anchor=anchor), default=None)
