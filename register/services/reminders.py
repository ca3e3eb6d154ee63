"""Reminding teachers of the end of their cycle, by the state of the data, not of the scheduler."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection, transaction
from django.db.models import Min, Q

from core import outbox
from register import rules
from register.choices.cycles import CycleStatus
from register.models import Cycle, ReminderStep
from register.querysets import CycleQuerySet
from register.selectors.rulesets import rules_of

_CHUNK = 1_000
_ADD_REMINDERS = """
insert into register_reminder (cycle_id, step, posted_on)
select cycle, step, %s from unnest(%s::bigint[], %s::text[]) as due (cycle, step)
on conflict (cycle_id, step) do nothing returning id
"""


@dataclass(frozen=True)
class Tally:
    """How many cycles have reached a reminder step, and how many reminders were posted now."""

    due: int
    posted: int

    @property
    def already(self) -> int:
        return self.due - self.posted


def send_reminders(*, on: date) -> Tally:
    """Post the reminder that each cycle has reached on this day, unless it was posted before.

    Only the latest step counts, so nobody gets two at once after an interruption. A reminder's row
    and its message are written together, and a step exists once per cycle: running this twice, even
    simultaneously, posts nothing twice.
    """
    due = list(_due(on))
    waiting = [(cycle, step) for cycle, step, sent in due if step not in sent]
    chunks = (waiting[start : start + _CHUNK] for start in range(0, len(waiting), _CHUNK))
    return Tally(due=len(due), posted=sum(_post(chunk, on=on) for chunk in chunks))


def _due(on: date) -> Iterator[tuple[int, str, list[str]]]:
    """Yield the cycles that have reached a step, with the steps that were posted before."""
    posted = ArrayAgg("reminders__step", filter=Q(reminders__isnull=False), default=[])
    for cycle in _candidates(on).annotate(posted=posted).iterator(chunk_size=_CHUNK):
        step = _step_of(cycle, on)
        if step:
            yield cycle.pk, step.code, cycle.posted


def _candidates(on: date) -> CycleQuerySet:
    first = ReminderStep.objects.aggregate(months=Min("months"))["months"]
    begun = rules.add_months(on, 1 - first)
    waiting = Q(status=CycleStatus.OPEN, until__lte=begun) | Q(status=CycleStatus.CONDITIONAL)
    return Cycle.objects.filter(waiting, until__gt=on).awake().order_by("pk")


def _step_of(cycle: Cycle, on: date) -> rules.Step | None:
    rule_set = rules_of(cycle.rule_set_id)
    if cycle.status == CycleStatus.OPEN:
        return rules.due_step(rule_set, until=cycle.until, on=on)
    return rules.due_conditional_step(rule_set, until=cycle.extra_since, on=on)


@transaction.atomic
def _post(due: list[tuple[int, str]], *, on: date) -> int:
    cycles, steps = zip(*due, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_ADD_REMINDERS, [on, list(cycles), list(steps)])
        added = [pk for (pk,) in cursor.fetchall()]
    outbox.post_many(
        "register.tasks.send_reminder", ((f"reminder-{pk}", {"reminder": pk}) for pk in added)
    )
    return len(added)
