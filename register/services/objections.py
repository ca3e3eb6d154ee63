"""Objecting to a decision of the register (Awb chapters 6 and 7, domain.md §2.6)."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from core.errors import Refused
from core.permissions import require
from cpd.selectors.contested import still_stands
from register import permissions, rules
from register.choices.cases import OPEN_CASES, PROCEDURES, ProcedureCode
from register.letters.notifying import case_event_key, decision_key, refusal_key, remedy_ends
from register.models import Case, CaseEvent, Decision, DiplomaCheck, Registration
from register.rules import Remedy
from register.selectors.post import is_told

from .cases import Deed, open_case

if TYPE_CHECKING:
    from cpd.models import ApplicationDecision, Judgement, Suspension

    OfProvider = Judgement | ApplicationDecision | Suspension


@transaction.atomic
def object_to_decision(decision: Decision, *, actor: Person, words: str, on: date) -> Case:
    """Object to the decision on one's cycle; whether that is too late is judged afterwards."""
    registration = Registration.objects.locked().get(pk=decision.cycle.registration_id)
    require(permissions.can_object(actor, registration.person))
    decision = Decision.objects.get(pk=decision.pk)
    return _object(
        registration,
        actor=actor,
        words=words,
        on=on,
        until=decision.objection_until,
        told=is_told(decision_key(decision)),
        decision=decision,
    )


@transaction.atomic
def object_to_event(event: CaseEvent, *, actor: Person, words: str, on: date) -> Case:
    """Object to a decision that was taken in another case."""
    registration = Registration.objects.locked().get(cases=event.case_id)
    require(permissions.can_object(actor, registration.person))
    event = CaseEvent.objects.select_related("case").get(pk=event.pk)
    if event.rule.remedy is not Remedy.OBJECTION:
        raise Refused(_("You cannot object to this."), code="no_remedy")
    return _object(
        registration,
        actor=actor,
        words=words,
        on=on,
        until=event.remedy_until,
        told=is_told(case_event_key(event)),
        against=event,
    )


@transaction.atomic
def object_to_judgement(judgement: "Judgement", *, actor: Person, words: str, on: date) -> Case:
    """Object, for a provider, to the refusal of one of its courses."""
    require(permissions.can_object_for(actor, judgement.submission.offer.provider_id))
    return _object_of_provider(judgement, actor=actor, words=words, on=on, judgement=judgement)


@transaction.atomic
def object_to_refusal(
    decision: "ApplicationDecision", *, actor: None, words: str, on: date
) -> Case:
    """Object to not being admitted as a provider, as holder of the link to the application."""
    return _object_of_provider(decision, actor=actor, words=words, on=on, refusal=decision)


@transaction.atomic
def object_to_suspension(suspension: "Suspension", *, actor: Person, words: str, on: date) -> Case:
    """Object, for a provider, to a suspension, even if it was lifted since."""
    require(permissions.can_object_for(actor, suspension.provider_id))
    return _object_of_provider(suspension, actor=actor, words=words, on=on, suspension=suspension)


@transaction.atomic
def object_to_diploma(check: DiplomaCheck, *, actor: Person, words: str, on: date) -> Case:
    """Object to the refusal of a diploma, and of the request to be registered that came with it."""
    check = (
        DiplomaCheck.objects.select_related("person", "checker")
        .select_for_update(of=("self",), no_key=True)
        .get(pk=check.pk)
    )
    require(permissions.can_object(actor, check.person))
    if not check.contestable:
        raise Refused(_("You cannot object to this."), code="no_remedy")
    return _object(
        None,
        actor=actor,
        words=words,
        on=on,
        until=remedy_ends(check.notified_on),
        told=is_told(refusal_key(check)),
        diploma=check,
    )


def _object_of_provider(
    decision: "OfProvider", *, actor: Person | None, words: str, on: date, **contested: "OfProvider"
) -> Case:
    """Raises Refused where the decision is not in force, as where it is looked at again already."""
    if not still_stands(decision):
        raise Refused(_("You cannot object to this."), code="no_remedy")
    return _object(
        None,
        actor=actor,
        words=words,
        on=on,
        until=remedy_ends(decision.notified_on),
        told=decision.notified_on is not None,
        **contested,
    )


def _object(
    registration: Registration | None,
    *,
    actor: Person | None,
    words: str,
    on: date,
    until: date | None,
    told: bool,
    **contested: "Decision | CaseEvent | DiplomaCheck | OfProvider",
) -> Case:
    if until is None and not told:
        raise Refused(_("The letter is still to be sent. Object as soon as you have it."))
    if not words.strip():
        raise Refused(_("Say why you disagree."), code="no_reasons")
    if Case.objects.filter(status__in=OPEN_CASES, **contested).exists():
        raise Refused(_("You have objected already."), code="objected")
    # The term for a decision runs from the end of that for objecting (Awb 7:10). Who objects
    # before that began is not too early (Awb 6:10).
    until = until or rules.term_end(on, weeks=PROCEDURES[ProcedureCode.OBJECTION].remedy_weeks)
    return open_case(
        registration,
        Deed(words, on, named=max(until, on)),
        procedure=ProcedureCode.OBJECTION,
        act="object",
        actor=actor,
        **contested,
    )
