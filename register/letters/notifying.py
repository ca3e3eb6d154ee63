"""The moment at which a decision is notified, which starts the terms of the teacher.

It is the day on which the mail went out or, where no mail arrives, the day on which the letter
was posted (Awb 3:41, 6:8).
"""

import re
from collections.abc import Iterable
from datetime import date

from accounts.models import Message, Person
from core import audit
from register import rules
from register.choices.cases import PROCEDURES, ProcedureCode
from register.models import Case, CaseEvent, Decision, DiplomaCheck
from register.selectors.cases import due_on
from register.selectors.post import told_keys
from register.selectors.rulesets import rules_of

Told = Decision | CaseEvent | DiplomaCheck
DECISION, CASE_EVENT = "decision-", "case-event-"
REFUSAL = re.compile(r"diploma-(\d+)-refuse-")


def decision_key(decision: Decision) -> str:
    """Return the key of the message about a decision."""
    return f"{DECISION}{decision.pk}"


def case_event_key(event: CaseEvent) -> str:
    return f"{CASE_EVENT}{event.pk}"


def diploma_key(check: DiplomaCheck, move: str) -> str:
    """Return the key of the message about a move on a diploma: a decision or a question."""
    return f"diploma-{check.pk}-{move}-{check.submitted_on}"


def refusal_key(check: DiplomaCheck) -> str:
    return diploma_key(check, "refuse")


def told_about(message: Message) -> Told | None:
    """Return the decision or act that a message is about; None for messages without a term."""
    if refusal := REFUSAL.match(message.key):
        return DiplomaCheck.objects.get(pk=refusal[1])
    kind, _, pk = message.key.rpartition("-")
    if f"{kind}-" == DECISION:
        return Decision.objects.with_cycle().get(pk=pk)
    if f"{kind}-" == CASE_EVENT:
        return CaseEvent.objects.with_people().get(pk=pk)
    return None


def start_term(subject: Told, *, actor: Person | None, on: date) -> None:
    """Record that somebody was notified on a day, and the last day for their response."""
    if isinstance(subject, Decision):
        _notify_decision(subject, actor=actor, on=on)
    elif isinstance(subject, DiplomaCheck):
        subject.notified_on = on
        subject.save(update_fields=["notified_on"])
        audit.record("notified", subject, actor=actor)
    else:
        _notify_event(subject, actor=actor, on=on)


def objection_term(decision: Decision, *, on: date) -> date:
    """Return the last day to object if somebody is notified on a day."""
    weeks = rules_of(decision.cycle.rule_set_id).objection_weeks
    return rules.term_end(on, weeks=weeks)


def remedy_ends(notified_on: date | None) -> date | None:
    """Return the last day to object to a refusal that was notified on a day (Awb 6:7)."""
    if notified_on is None:
        return None
    return rules.term_end(notified_on, weeks=PROCEDURES[ProcedureCode.OBJECTION].remedy_weeks)


def remedy_term(event: CaseEvent, *, on: date) -> date | None:
    """Return the last day for a remedy after notification on a day; only decisions have one."""
    if not event.rule.decides:
        return None
    return rules.term_end(on, weeks=event.case.table.remedy_weeks)


def _notify_decision(decision: Decision, *, actor: Person | None, on: date) -> None:
    decision.notified_on = on
    decision.objection_until = objection_term(decision, on=on)
    decision.save(update_fields=["notified_on", "objection_until"])
    audit.record("notified", decision, actor=actor, objection_until=decision.objection_until)


def _notify_event(event: CaseEvent, *, actor: Person | None, on: date) -> None:
    event.notified_on = on
    event.remedy_until = remedy_term(event, on=on)
    event.save(update_fields=["notified_on", "remedy_until"])
    audit.record("notified", event, actor=actor, remedy_until=event.remedy_until)
    case = Case.objects.get(pk=event.case_id)
    Case.objects.filter(pk=case.pk).update(due_on=due_on(case))


def told_events(events: Iterable[CaseEvent]) -> list[CaseEvent]:
    """Return the acts about which the teacher was told, also where no mail arrived."""
    keys = {case_event_key(event): event for event in events}
    told = told_keys(keys)
    return [event for key, event in keys.items() if event.notified_on or key in told]
