"""Deciding about a cycle: renewal or extra time, by the committee or by the system itself."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from core import audit, outbox
from core.errors import InvalidMove, Refused
from core.moves import advance
from core.permissions import require
from cpd.services.activities import freeze_activities
from register import permissions, rules
from register.choices.cycles import MOVE_TO, CycleStatus, Ground, Outcome
from register.choices.samples import SampleStatus
from register.models import Cycle, Decision, Note, Registration
from register.papers.issuing import issue_certificate
from register.selectors.assessment import Standing, dutch_standing_of
from register.selectors.rulesets import rule_set_in_force, rules_of

ONE_DAY = timedelta(days=1)


@transaction.atomic
def decide_cycle(
    cycle: Cycle, *, actor: Person, outcome: Outcome, motivation: str, on: date
) -> Decision:
    """Decide about a submitted cycle as a member of the committee.

    Raises Refused if the outcome contradicts today's assessment: nobody is renewed while something
    is missing, and nobody who has everything gets extra time.
    """
    Registration.objects.hold_of(cycle.pk)
    cycle = Cycle.objects.locked().get(pk=cycle.pk)
    require(permissions.can_decide(actor, cycle))
    if cycle.status != CycleStatus.SUBMITTED:
        raise InvalidMove(cycle, MOVE_TO[outcome])
    if cycle.samples.filter(status=SampleStatus.DRAWN).exists():
        raise Refused(_("This request was drawn: two members look at it."), code="drawn")
    standing = dutch_standing_of(cycle, on=on)
    if outcome == Outcome.RENEWED and not standing.assessment.met:
        raise Refused(_("Not everything that is needed is there."), code="not_met")
    if outcome == Outcome.CONDITIONAL and standing.assessment.met:
        raise Refused(
            _("Everything that is needed is there now. Renew the registration."), code="met"
        )
    if outcome == Outcome.RENEWED:
        return renew(cycle, standing, actor=actor, motivation=motivation, on=on)
    return give_time(
        cycle, standing, ground=Ground.NOT_MET, actor=actor, motivation=motivation, on=on
    )


def renew(
    cycle: Cycle, standing: Standing, *, actor: Person | None, motivation: str, on: date
) -> Decision:
    """Close the cycle, freeze what counted, begin the next one and issue the certificate."""
    advance(cycle, "renew", actor=actor, decided_on=on, until=min(on + ONE_DAY, cycle.until))
    person_id = cycle.registration.person_id
    freeze_activities(person_id, cycle.counted_since, cycle.until, actor=actor)
    following = _open_next(cycle, actor=actor)
    end_notes(cycle.registration, actor=actor, on=on)
    issue_certificate(cycle, until=following.planned_until, on=on)
    return _write_down(
        cycle,
        standing,
        outcome=Outcome.RENEWED,
        ground=Ground.MET,
        until=following.planned_until,
        made_by=actor,
        motivation=motivation,
        made_on=on,
    )


def give_time(
    cycle: Cycle,
    standing: Standing,
    *,
    ground: Ground,
    actor: Person | None,
    motivation: str,
    on: date,
) -> Decision:
    """Grant the extra time after the planned end (domain.md §3.3).

    It is not shortened if the register decides late.
    """
    begin = max(cycle.planned_until, on)
    until = rules.conditional_until(begin, rule_set=rules_of(cycle.rule_set_id))
    advance(cycle, "give_time", actor=actor, decided_on=on, until=until)
    return _write_down(
        cycle,
        standing,
        outcome=Outcome.CONDITIONAL,
        ground=ground,
        until=until,
        made_by=actor,
        motivation=motivation,
        made_on=on,
    )


def add_note(cycle: Cycle, standing: Standing, *, on: date) -> Decision:
    """Close a cycle after its extra time, with a note, and open the next one as planned.

    The next date does not move (domain.md §6.1, Schoolleidersregister PO).
    """
    advance(cycle, "lapse", actor=None, decided_on=on)
    freeze_activities(cycle.registration.person_id, cycle.counted_since, cycle.until, actor=None)
    following = _open_next(cycle, actor=None)
    note = Note.objects.create(registration=cycle.registration, cycle=cycle, since=on)
    audit.record("added", note, actor=None)
    return _write_down(
        cycle,
        standing,
        outcome=Outcome.NOTED,
        ground=Ground.NOT_SUBMITTED if standing.assessment.met else Ground.NOT_MET,
        until=following.planned_until,
        made_by=None,
        motivation="",
        made_on=on,
    )


def end_notes(registration: Registration, *, actor: Person | None, on: date) -> None:
    """End the notes of a registration."""
    for note in registration.notes.standing().select_for_update(no_key=True):
        note.until = on
        note.save(update_fields=["until"])
        audit.record("ended", note, actor=actor)


def _open_next(cycle: Cycle, *, actor: Person | None) -> Cycle:
    """Open the next cycle at the planned end of this one, under the rules of that day."""
    section = cycle.registration.section
    rule_set = rule_set_in_force(section, on=cycle.planned_until)
    period = rules.next_cycle(cycle.planned_until, rule_set=rules_of(rule_set.pk))
    following = Cycle.objects.create(
        registration=cycle.registration,
        rule_set=rule_set,
        since=period.since,
        planned_until=period.until,
        counted_since=cycle.until,
        until=period.until,
    )
    audit.record("started", following, actor=actor, since=period.since, until=period.until)
    return following


def _write_down(cycle: Cycle, standing: Standing, *, outcome: Outcome, **fields: Any) -> Decision:
    decision = Decision.objects.create(
        cycle=cycle,
        outcome=outcome,
        replaces=cycle.decisions.filter(outcome=outcome).order_by("pk").last(),
        rule_set_code=cycle.rule_set.code,
        rule_set_version=cycle.rule_set.version,
        inputs=rules.facts_as_record(standing.facts),
        findings=rules.as_record(standing.assessment),
        **fields,
    )
    outbox.post("register.tasks.send_decision", key=f"decision-{decision.pk}", decision=decision.pk)
    return decision
