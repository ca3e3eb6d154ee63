"""How an organisation becomes a provider: it applies, an administrator decides.

An applicant has no account: anybody with the link that was mailed to the address acts, so
``actor`` is None.
"""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Person
from core import audit, crypto, outbox
from core.errors import InvalidMove, Refused
from core.moves import advance
from core.permissions import require
from cpd import permissions
from cpd.admitting import decided_by
from cpd.choices.providers import Admission, ApplicationStatus
from cpd.keeping import checked, name_of
from cpd.models import (
    Application,
    ApplicationAnswer,
    ApplicationDecision,
    ApplicationFile,
    ApplicationFileContent,
    ApplicationRound,
    Provider,
)
from cpd.querysets import ApplicationQuerySet
from cpd.rules import months_before
from cpd.selectors.applications import missing_of
from cpd.selectors.terms import limits_on, requirements_of, terms_on

from .providers import admit_provider

MOST_FILES = 5  # of one requirement
TAKEN_OVER = ["name", "kvk", "website", "contact", "phone", "second_contact", "second_email"]


@transaction.atomic
def start_application(*, email: str, on: date, actor: None) -> Application:
    """Mail the link to a new application, or to the unfinished one of the same address.

    A new one begins with what was written in the last one that was refused.
    """
    address = email.lower()
    own = Application.objects.filter(email=address, board=None)
    application = own.going_on().first()
    if application is None:
        application = Application.objects.create(
            email=address, requirements=terms_on(on).requirements
        )
        _take_over(application, own)
    event = audit.record("link_sent", application, actor=actor)
    outbox.post(
        "cpd.tasks.mail_application_link",
        key=f"application-link-{event.pk}",
        application=application.pk,
    )
    return application


@transaction.atomic
def apply_for_board(board_id: int, *, actor: Person, on: date) -> Application:
    """Begin or continue the application of a board to offer courses to its own staff.

    After a refusal it begins with what was written before.
    """
    require(permissions.can_apply_for(actor, board_id))
    board = Organisation.objects.select_for_update(no_key=True).get(pk=board_id)
    own = Application.objects.filter(board=board_id)
    if found := own.going_on().first():
        return found
    application = Application.objects.create(
        board_id=board_id,
        email=actor.email,
        name=board.name,
        contact=actor.full_name,
        requirements=terms_on(on).requirements,
    )
    _take_over(application, own)
    audit.record("begun", application, actor=actor, board=board_id)
    return application


@transaction.atomic
def write_organisation(
    application: Application, *, actor: None, name: str, kvk: str, website: str
) -> Application:
    """Save which organisation applies. Raises Refused if its number is that of a provider."""
    application = _hold_writable(application)
    if Provider.objects.filter(kvk=kvk).exists():
        raise Refused(
            _("This organisation is a provider already. Ask a colleague to invite you."),
            code="known",
        )
    return _write(application, actor=actor, name=name, kvk=kvk, website=website)


@transaction.atomic
def write_contact(
    application: Application,
    *,
    actor: None,
    contact: str,
    phone: str,
    second_contact: str,
    second_email: str,
) -> Application:
    """Save the contact persons."""
    application = _hold_writable(application)
    return _write(
        application,
        actor=actor,
        contact=contact,
        phone=phone,
        second_contact=second_contact,
        second_email=second_email,
    )


@transaction.atomic
def answer_requirement(
    application: Application,
    *,
    actor: None,
    requirement: str,
    text: str,
    file: tuple[str, bytes] | None,
) -> Application:
    """Save how a requirement is met, with a file (name and content) that shows it.

    Raises Refused for a file that is not accepted.
    """
    application = _hold_writable(application)
    ApplicationAnswer.objects.update_or_create(
        application=application, requirement=requirement, defaults={"text": text}
    )
    if file:
        _keep(application, requirement, *file)
    application.save(update_fields=["saved_at"])
    audit.record("answered", application, actor=actor, requirement=requirement)
    return application


@transaction.atomic
def remove_file(file: ApplicationFile, *, actor: None) -> None:
    """Delete a file. Raises Refused once the application was handed in."""
    _hold_writable(file.application)
    audit.record("removed", file, actor=actor, application=file.application_id)
    file.delete()


@transaction.atomic
def submit_application(
    application: Application, *, actor: None, on: date, answer: str = ""
) -> ApplicationRound:
    """Hand an application in; today's term for a decision applies.

    If a question was asked, this includes the answer. Raises Refused with everything missing.
    """
    application = Application.objects.hold(application.pk)
    missing = missing_of(application)
    if application.status == ApplicationStatus.CHANGES_ASKED and not answer:
        missing.append(Refused(_("Answer our question."), code="answer"))
    if missing:
        raise Refused(missing)
    advance(
        application,
        "submit",
        actor=actor,
        due_on=decided_by(on, terms_on(on).admission_weeks),
        first_submitted_on=application.first_submitted_on or on,
    )
    handed_in = ApplicationRound.objects.create(application=application, answer=answer)
    outbox.post(
        "cpd.tasks.mail_application_received",
        key=f"application-received-{handed_in.pk}",
        handed_in=handed_in.pk,
    )
    return handed_in


@transaction.atomic
def decide_application(
    application: Application, *, actor: Person, outcome: Admission, reasons: str
) -> ApplicationDecision:
    """Admit, refuse or ask something, with reasons, and tell the applicant.

    On admission the contact person is invited to work for the provider. Raises InvalidMove if a
    colleague decided meanwhile.
    """
    application = Application.objects.hold(application.pk)
    require(permissions.can_decide_on(actor, application))
    if application.status != ApplicationStatus.SUBMITTED:
        raise InvalidMove(application, outcome)
    provider = _admit(application, actor) if outcome == Admission.ADMIT else None
    advance(application, outcome, actor=actor, due_on=None, provider=provider)
    decision = ApplicationDecision.objects.create(
        round=application.rounds.latest("pk"), outcome=outcome, reasons=reasons, decided_by=actor
    )
    outbox.post(
        "cpd.tasks.mail_application_decision",
        key=f"application-decision-{decision.pk}",
        decision=decision.pk,
    )
    return decision


@transaction.atomic
def forget_applications(*, on: date) -> int:
    """Delete abandoned drafts, and files a year after the decision (domain.md §10.4).

    Returns how many of both.
    """
    limits = limits_on(on)
    oldest = on - timedelta(days=limits.draft_days)
    drafts = Application.objects.filter(status=ApplicationStatus.DRAFT, saved_at__date__lt=oldest)
    decided = ApplicationDecision.objects.exclude(outcome=Admission.ASK).filter(
        decided_at__date__lte=months_before(on, limits.evidence_months)
    )
    files = ApplicationFile.objects.filter(application__rounds__decision__in=decided)
    number = drafts.count() + files.count()
    for old in (files, drafts):
        audit.record_each("forgotten", old, actor=None)
        old.delete()
    return number


def _admit(application: Application, actor: Person) -> Provider:
    return admit_provider(
        actor=actor,
        name=application.name,
        kvk=application.kvk,
        email=application.email,
        board=application.board,
    )


def _take_over(application: Application, own: ApplicationQuerySet) -> None:
    """Fill a new application with what was written and added in the last one of an applicant."""
    earlier = own.exclude(pk=application.pk).order_by("-pk").first()
    if earlier is None:
        return
    for column in TAKEN_OVER:
        setattr(application, column, getattr(earlier, column))
    application.save(update_fields=[*TAKEN_OVER, "saved_at"])
    asked = [one.code for one in requirements_of(application.requirements)]
    ApplicationAnswer.objects.bulk_create(
        ApplicationAnswer(application=application, requirement=one.requirement, text=one.text)
        for one in earlier.answers.filter(requirement__in=asked)
    )
    for file in earlier.files.filter(requirement__in=asked).select_related("content"):
        _keep(application, file.requirement, file.name, file.content.opened())


def _hold_writable(application: Application) -> Application:
    application = Application.objects.hold(application.pk)
    if not application.writable:
        raise Refused(
            _("The application was handed in. It cannot be changed now."), code="not_writable"
        )
    return application


def _write(application: Application, *, actor: None, **columns: str) -> Application:
    for name, value in columns.items():
        setattr(application, name, value)
    application.validate_constraints()
    application.save(update_fields=[*columns, "saved_at"])
    audit.record("changed", application, actor=actor, columns=list(columns))
    return application


def _keep(application: Application, requirement: str, name: str, data: bytes) -> None:
    known = {one.code for one in requirements_of(application.requirements)}
    if requirement not in known:
        raise Refused(_("This is not asked."), code="unknown")
    if application.files.filter(requirement=requirement).count() >= MOST_FILES:
        raise Refused(_("You can add 5 files here at most. Remove one first."), code="too_many")
    checked_file = checked(data)
    file = ApplicationFile.objects.create(
        application=application,
        requirement=requirement,
        name=name_of(name, checked_file.media_type),
        media_type=checked_file.media_type,
        size=len(checked_file.content),
    )
    content = ApplicationFileContent(file=file)
    content.sealed = crypto.encrypt(checked_file.content, bound_to=content.bound_to)
    content.save(force_insert=True)
