"""Cases on their way, as the services make them."""

from datetime import date

from register.choices.cases import CaseGround
from register.models import Case, Cycle
from register.rules import Period
from register.services.cases import act_in_case
from register.services.deferrals import ask_deferral
from register.services.objections import (
    object_to_decision,
    object_to_event,
    object_to_judgement,
    object_to_suspension,
)
from register.services.strike_offs import ask_to_be_struck_off, begin_striking_off
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import (
    JudgementFactory,
    OfferFactory,
    SubmissionFactory,
    SuspensionFactory,
)
from tests.factories.register import RegistrationFactory
from tests.register.conftest import TODAY
from tests.register.posted import run_outbox

LEAVE = Period(date(2024, 1, 1), date(2024, 4, 10))  # 100 days, a leap day among them


def administrator():
    return PersonFactory(administrator=True)


def deferral_of(cycle: Cycle, leave: Period = LEAVE, on: date = TODAY) -> Case:
    return ask_deferral(
        cycle,
        actor=cycle.registration.person,
        kind=CaseGround.PARENTAL,
        leave=leave,
        words="Vraag het mijn school.",
        on=on,
    )


def do(case: Case, act: str, *, by=None, on: date = TODAY, words: str = "Daarom.", named=None):
    """Do an act in a case as somebody who may: the teacher, or an administrator made for it."""
    teacher = case.table.act(act).by == "teacher"
    actor = by or (case.teacher if teacher else administrator())
    event = act_in_case(case, act=act, actor=actor, words=words, on=on, named=named)
    case.refresh_from_db()
    return event


def leaving(registration=None) -> Case:
    registration = registration or RegistrationFactory()
    return ask_to_be_struck_off(registration, actor=registration.person, words="", on=TODAY)


def announced(registration=None, ground=CaseGround.LOSS) -> Case:
    return begin_striking_off(
        registration or RegistrationFactory(),
        actor=administrator(),
        ground=ground,
        words="Het diploma is ingetrokken.",
        on=TODAY,
    )


def objection_to(contested, *, on: date = TODAY, words: str = "Het klopt niet.") -> Case:
    """Let the teacher object to a decision on a cycle, or to an event of a case, that was sent."""
    run_outbox()
    contested.refresh_from_db()
    if hasattr(contested, "cycle"):
        teacher = contested.cycle.registration.person
        return object_to_decision(contested, actor=teacher, words=words, on=on)
    teacher = contested.case.registration.person
    return object_to_event(contested, actor=teacher, words=words, on=on)


def refused_course():
    """A course that an administrator refused, of which the provider was told."""
    submission = SubmissionFactory(offer=OfferFactory(refused=True))
    return JudgementFactory(submission=submission, notified_on=TODAY)


def editor_of(judgement, **more):
    provider = judgement.submission.offer.provider
    return PersonFactory(provider=True, role__organisation=provider, **more)


def objection_of_provider(judgement=None, *, by=None, on: date = TODAY) -> Case:
    judgement = judgement or refused_course()
    editor, words = by or editor_of(judgement), "De doelen staan in de bijlage."
    return object_to_judgement(judgement, actor=editor, words=words, on=on)


def suspended():
    """A provider that is suspended since today, of which it was told."""
    return SuspensionFactory(since=TODAY, notified_on=TODAY)


def colleague_of(suspension, **more):
    return PersonFactory(provider=True, role__organisation=suspension.provider, **more)


def objection_to_suspension(suspension, *, by=None, on: date = TODAY) -> Case:
    editor = by or colleague_of(suspension)
    return object_to_suspension(suspension, actor=editor, words="Het is opgelost.", on=on)


def advised(case: Case, adviser=None) -> Case:
    """Bring an objection to where it waits for the decision."""
    adviser = adviser or PersonFactory(objections=True)
    do(case, "admit")
    do(case, "waive_hearing")
    do(case, "advise", by=adviser)
    return case
