"""The acts of every procedure: opening a case, acting in it, and the effects outside the case."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.services.shutting import open_account_again
from core import audit, outbox
from core.errors import InvalidMove, Refused
from core.moves import advance
from core.permissions import require
from cpd.services.activities import allow_activities
from cpd.services.reopening import reopen_application, reopen_offer
from cpd.services.suspensions import revoke_suspension
from register import permissions, rules
from register.choices.cases import (
    PROCEDURES,
    CaseGround,
    CaseStatus,
    Objector,
    ProcedureCode,
    case_move,
)
from register.choices.cycles import CycleStatus
from register.models import Case, CaseEvent, Cycle, Decision, Registration
from register.selectors.cases import due_on, events_of

from .decisions import end_notes
from .diplomas import look_again
from .lifetimes import end_registration, move_end, revive_registration


@dataclass(frozen=True)
class Deed:
    """The text and the day of an act; ``named`` is a day that the act names."""

    words: str
    on: date
    named: date | None = None


def open_case(
    registration: Registration | None,
    deed: Deed,
    *,
    procedure: ProcedureCode,
    act: str,
    actor: Person | None,
    **about: Any,
) -> Case:
    """Open a case with its first act, under the table in force today.

    The caller has locked the registration, if it is about one, and checked the permission.
    """
    table = PROCEDURES[procedure]
    case = Case.objects.create(
        procedure=procedure,
        version=table.version,
        registration=registration,
        status=table.act(act).target,
        opened_on=deed.on,
        **about,
    )
    audit.record("opened", case, actor=actor, procedure=procedure, act=act)
    _write_down(case, table.act(act), deed, actor=actor)
    return case


@transaction.atomic
def act_in_case(
    case: Case,
    *,
    act: str,
    actor: Person | None,
    words: str,
    on: date,
    named: date | None = None,
) -> CaseEvent:
    """Do one act in a case, with its effects.

    Raises Refused while a term is running that must end first, for a decision without reasons,
    without a day that the act must name, and for repeating an act that is allowed once.
    """
    case = _hold(case.pk)
    rule = case.table.act(act)
    require(permissions.can_act(actor, case, rule))
    if case.status not in rule.sources:
        raise InvalidMove(case, act)
    deed = Deed(words, on, named)
    _require_complete(case, rule, deed)
    return take(case, rule, deed, actor=actor)


@transaction.atomic
def assign_case(case: Case, *, actor: Person, to: Person | None) -> None:
    """Assign a case to somebody who may work on it, or to nobody."""
    case = _hold(case.pk)
    require(permissions.can_work_on(actor, case))
    require(to is None or permissions.can_work_on(to, case))
    case.assigned_to = to
    case.save(update_fields=["assigned_to"])
    audit.record("assigned", case, actor=actor, to=to.pk if to else None)


def _hold(pk: int) -> Case:
    """Lock a case, after its registration, so that two procedures about it wait for each other."""
    Registration.objects.locked().filter(cases=pk).first()
    return Case.objects.locked().get(pk=pk)


def take(case: Case, rule: rules.Act, deed: Deed, *, actor: Person | None) -> CaseEvent:
    """Make the move, carry out its effects and record the event; the caller has locked the case."""
    if rule.target:
        advance(case, case_move(case.procedure, rule.code), actor=actor)
    else:
        audit.record(rule.code, case, actor=actor)
    if rule.code in EFFECTS:
        day = EFFECTS[rule.code](case, actor, deed.on)
        deed = replace(deed, named=day) if day else deed
    return _write_down(case, rule, deed, actor=actor)


def _write_down(case: Case, rule: rules.Act, deed: Deed, *, actor: Person | None) -> CaseEvent:
    event = CaseEvent.objects.create(
        case=case, act=rule.code, on=deed.on, by=actor, words=deed.words, named=deed.named
    )
    case.due_on = due_on(case)
    case.save(update_fields=["due_on"])
    if case.tells(rule):
        outbox.post("register.tasks.send_case_event", key=f"case-event-{event.pk}", event=event.pk)
    return event


def _require_complete(case: Case, rule: rules.Act, deed: Deed) -> None:
    term = rules.still_waits_for(case.table, rule, events_of(case), on=deed.on)
    if term and term.unannounced:
        raise Refused(
            _("The letter has not arrived yet. The term begins when it has."),
            code="unannounced",
        )
    if term:
        raise Refused(
            _("There is until and including %(day)s for an answer. Wait for that."),
            code="too_early",
            params={"day": date_format(term.due_on, "j F Y")},
        )
    if not deed.words.strip() and (rule.decides or rule.told or rule.by == rules.Party.ADVISER):
        raise Refused(_("Say why: it is printed in the letter."), code="no_reasons")
    if rule.names_day and (deed.named is None or deed.named <= deed.on):
        raise Refused(_("Fill in a day that is still to come."), code="no_day")
    if rule.once and case.events.filter(act=rule.code).exists():
        raise Refused(_("This can be done once only."), code="once")


def _grant(case: Case, actor: Person | None, on: date) -> date:
    return move_end(case.deferral.cycle, actor=actor)


def _strike_off(case: Case, actor: Person | None, on: date) -> None:
    end_registration(_registration(case), "strike_off", actor=actor, on=on)


def _drop(case: Case, actor: Person | None, on: date) -> None:
    """Whose death was written down by mistake gets the account back."""
    if case.ground == CaseGround.DEATH:
        open_account_again(_registration(case).person, actor=actor)


def _restore(case: Case, actor: Person | None, on: date) -> None:
    revive_registration(_registration(case), "restore", actor=actor, on=on)
    _drop(case, actor, on)


def _registration(case: Case) -> Registration:
    return case.registration  # type: ignore[return-value]  # only an objection is without


def _revise(case: Case, actor: Person | None, on: date) -> date | None:
    if case.status == CaseStatus.GRANTED:
        return _grant(case, actor, on)
    _restore(case, actor, on)
    return None


def _uphold(case: Case, actor: Person | None, on: date) -> None:
    """Replace the contested decision: reverse the other case, or have it decided again."""
    if case.objector != Objector.TEACHER:
        _right_to_provider(case, actor, on)
    elif case.diploma:
        look_again(case.diploma, actor=actor, on=on)
    elif case.against:
        _turn(case.against, actor, on)
    elif case.decision:
        _decide_anew(case.decision, actor, on)


def _right_to_provider(case: Case, actor: Person | None, on: date) -> None:
    if case.judgement_id:
        reopen_offer(case.judgement_id, actor=actor, on=on)
    elif case.refusal_id:
        reopen_application(case.refusal_id, actor=actor, on=on)
    elif case.suspension_id:
        revoke_suspension(case.suspension_id, actor=actor)


def _turn(event: CaseEvent, actor: Person | None, on: date) -> None:
    other = _hold(event.case_id)
    revise = other.table.act("revise")
    if other.status in revise.sources:
        take(other, revise, Deed("", on), actor=actor)


def _decide_anew(decision: Decision, actor: Person | None, on: date) -> None:
    """Return a decision to the committee, to be taken again."""
    cycle = Cycle.objects.locked().get(pk=decision.cycle_id)
    if cycle.status == CycleStatus.CONDITIONAL:
        asked = cycle.submitted_on or on
        advance(cycle, "reopen", actor=actor, decided_on=None, submitted_on=asked)
        person = cycle.registration.person_id
        allow_activities(person, cycle.counted_since, cycle.until, actor=actor)
    elif cycle.status == CycleStatus.LAPSED:
        end_notes(cycle.registration, actor=actor, on=on)


EFFECTS: dict[str, Callable[[Case, Person | None, date], date | None]] = {
    "grant": _grant,
    "drop": _drop,
    "strike_off": _strike_off,
    "restore": _restore,
    "revise": _revise,
    "uphold": _uphold,
}
"""What an act brings about; the day that it gives is named in the letter."""
