from datetime import date

from accounts.choices import RoleKind
from accounts.models import Agreement, Person
from cpd.permissions import can_edit_for
from cpd.selectors import contested

from .choices.cases import CaseAct, CaseGround, ProcedureCode
from .models import Case, Certificate, Cycle, DiplomaCheck, Registration, Sample
from .rules import Act, Party


def can_confirm(actor: Person, person: Person) -> bool:
    """Only teachers themselves say that what was delivered about them is right."""
    return actor == person and person.claimed_at is not None


def can_choose_openness(actor: Person, registration: Registration) -> bool:
    """Only teachers themselves choose what the open register shows besides the law."""
    return actor.pk == registration.person_id


def can_submit(actor: Person, cycle: Cycle) -> bool:
    return actor == cycle.registration.person


def can_decide(actor: Person, cycle: Cycle) -> bool:
    """Committee members decide, but never about themselves."""
    return actor.has_role(RoleKind.COMMITTEE_MEMBER) and actor.pk != cycle.registration.person_id


def can_judge(actor: Person, sample: Sample, *, on: date) -> bool:
    """Committee members judge what was drawn, but never their own, nor of somebody who works at
    a board of theirs on that day.
    """
    free = Sample.objects.filter(pk=sample.pk).for_member(actor, on=on)
    return actor.has_role(RoleKind.COMMITTEE_MEMBER) and free.exists()


def can_speak(actor: Person, sample: Sample) -> bool:
    """Only the teacher answers about their own file."""
    return actor.pk == sample.cycle.registration.person_id


def can_fill_in_outcome(actor: Person) -> bool:
    return actor.has_role(RoleKind.ADMINISTRATOR)


def can_withdraw(actor: Person, certificate: Certificate) -> bool:
    """Administrators withdraw certificates, but never their own."""
    holder = certificate.cycle.registration.person_id
    return actor.has_role(RoleKind.ADMINISTRATOR) and actor.pk != holder


def can_reissue(actor: Person, certificate: Certificate) -> bool:
    """Teachers have their own certificate issued again, and administrators that of others; what
    was withdrawn only administrators.
    """
    own = certificate.cycle.registration.person_id == actor.pk
    return certificate.withdrawn_on is None if own else can_withdraw(actor, certificate)


def can_have_annex(actor: Person, certificate: Certificate) -> bool:
    """Teachers have the annex to their own certificate: what they did is nobody else's business."""
    return certificate.cycle.registration.person_id == actor.pk


def can_write_texts(actor: Person) -> bool:
    """Administrators write the words of our messages."""
    return actor.has_role(RoleKind.ADMINISTRATOR)


def can_retry(actor: Person) -> bool:
    """Administrators have work tried again that did not succeed."""
    return actor.has_role(RoleKind.ADMINISTRATOR)


def can_hand_in_diploma(actor: Person, person: Person) -> bool:
    """Teachers hand in their own diplomas."""
    return actor == person and person.claimed_at is not None


def can_ask_admission(actor: Person, person: Person) -> bool:
    """People who verified an address and have no record yet ask for one, for themselves."""
    return actor == person and person.claimed_at is None and person.email != ""


def can_answer_diploma(actor: Person, check: DiplomaCheck) -> bool:
    """The one who handed a diploma in sends another scan, or takes it back."""
    return actor.pk == check.person_id


def can_keep_learning(actor: Person, person: Person) -> bool:
    """Teachers keep their own list of what they learnt before."""
    return actor == person and person.claimed_at is not None


def can_check_diploma(actor: Person, check: DiplomaCheck) -> bool:
    """Only the organisation that was asked: an administrator, or an HR officer of that board.

    Nobody checks their own diploma.
    """
    kinds = (RoleKind.ADMINISTRATOR, RoleKind.HR_OFFICER)
    return actor.pk != check.person_id and any(
        actor.has_role(kind, organisation=check.checker_id) for kind in kinds
    )


def can_take_work(actor: Person) -> bool:
    return actor.has_role(RoleKind.ADMINISTRATOR)


def can_post(actor: Person) -> bool:
    """Administrators print and post the notices that no mail brings."""
    return actor.has_role(RoleKind.ADMINISTRATOR)


def can_work_on(actor: Person, case: Case) -> bool:
    """Administrators work on every case but their own, and those of their organisations."""
    return actor.has_role(RoleKind.ADMINISTRATOR) and not _is_own(case, actor)


def can_send_proof(actor: Person, case: Case) -> bool:
    """A teacher sends what shows the leave in the own request."""
    return case.procedure == ProcedureCode.DEFERRAL and _speaks(case, actor)


def can_act(actor: Person | None, case: Case, act: Act) -> bool:
    """Tell whether somebody is the one who does this act.

    Nobody (None) is who follows the link of an application to be a provider: they object to its
    refusal, and do nothing else.

    Who advises on an objection, or decides it, had no part in what it is against; and the adviser
    does not decide (Awb 7:13, 10:3). Nobody acts for the register in the own case.
    """
    if act.by is Party.TEACHER:
        return _speaks(case, actor) or _writes_down(case, actor, act)
    if actor is None:
        return False
    if act.by is Party.ADMINISTRATOR:
        return can_work_on(actor, case)
    if act.by is Party.ADVISER:
        return can_advise(actor, case) and not _decided(case, actor)
    if act.by is Party.DECIDER:
        return can_work_on(actor, case) and not (_decided(case, actor) or _advised(case, actor))
    return False


def can_advise(actor: Person, case: Case) -> bool:
    return actor.has_role(RoleKind.OBJECTION_MEMBER) and not _is_own(case, actor)


def can_strike_off(actor: Person, person: Person) -> bool:
    return actor.has_role(RoleKind.ADMINISTRATOR) and actor != person


def can_object(actor: Person, person: Person) -> bool:
    """Only the person concerned objects to a decision, or asks to leave."""
    return actor == person


def can_object_for(actor: Person, organisation_id: int) -> bool:
    """Editors of a provider object on its behalf."""
    return can_edit_for(actor, organisation_id)


def _speaks(case: Case, actor: Person | None) -> bool:
    """Tell whether somebody acts for the party that the case is about."""
    if actor is None:
        return case.refusal is not None
    if case.provider:
        return can_object_for(actor, case.provider.pk)
    return case.teacher == actor


def _writes_down(case: Case, actor: Person | None, act: Act) -> bool:
    """Tell whether somebody writes down what another asks who cannot: their account is shut, for
    the register holds them for dead.
    """
    asks = case.ground == CaseGround.DEATH and act.code == CaseAct.ASK_RESTORATION
    return actor is not None and asks and can_work_on(actor, case)


def _is_own(case: Case, actor: Person) -> bool:
    return not Case.objects.for_desk(actor).filter(pk=case.pk).exists()


def _decided(case: Case, actor: Person) -> bool:
    """Tell whether somebody had a part in the decision that the objection is against."""
    if case.decision:
        judged = case.decision.cycle.samples.filter(verdicts__member=actor)
        return case.decision.made_by_id == actor.pk or judged.exists()
    if case.against:
        return case.against.case.events.filter(by=actor).exists()
    if case.diploma:
        return case.diploma.checked_by_id == actor.pk
    if case.suspension:
        return case.suspension.imposed_by_id == actor.pk
    if case.offer:
        return contested.judged(actor, case.offer)
    return case.application is not None and contested.decided(actor, case.application)


def _advised(case: Case, actor: Person) -> bool:
    advice = ["invite", "hear", "advise"]
    return case.events.filter(by=actor, act__in=advice).exists()


def can_take_along(actor: Person, person: Person) -> bool:
    """Teachers download what is stored about themselves, nobody else's."""
    return actor == person and person.claimed_at is not None


def can_check(actor: Person, agreement: Agreement) -> bool:
    """People of an organisation, and its clients, check under its agreements."""
    return any(role.organisation_id == agreement.organisation_id for role in actor.current_roles)


def can_share(actor: Person, person: Person) -> bool:
    """Teachers show their own activities to people they choose."""
    return actor == person and person.claimed_at is not None
