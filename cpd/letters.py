"""Mail to providers and teachers, written in Dutch. The first line of a template is the subject."""

from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import Person

from .models import (
    Application,
    ApplicationDecision,
    ApplicationRound,
    Assignment,
    Attendance,
    Judgement,
    Session,
    Suspension,
    TeamMember,
)
from .selectors.applications import link_to
from .selectors.offers import editors_of
from .selectors.terms import terms_on

LANGUAGE = "nl"


def judgement(judgement: Judgement, *, on: date) -> EmailMessage:
    """Tell everybody who works on a provider's offers what was decided, why, and what next."""
    offer = judgement.submission.offer
    link = f"{settings.SITE_URL}{reverse('cpd:provider_offer', args=[offer.pk])}"
    return _mail(
        judgement.outcome,
        editors_of(offer.provider_id, on=on),
        judgement=judgement,
        offer=offer,
        link=link,
        weeks=terms_on(on).judging_weeks,
        issuer=", ".join([settings.ISSUER_NAME, *settings.ISSUER_ADDRESS]),
    )


def attendance(attendance: Attendance, what: str) -> EmailMessage:
    """Tell somebody about their attendance; ``what`` is credited, or the move."""
    session = attendance.session
    return _mail(
        f"attendance_{what}",
        [attendance.person.email],
        attendance=attendance,
        session=session,
        offer=session.offer,
        link=f"{settings.SITE_URL}{reverse('cpd:my_sessions')}",
    )


def assignment(assignment: Assignment, *, reminder: bool) -> EmailMessage:
    """Ask a validator for a verdict, or remind them of it."""
    link = f"{settings.SITE_URL}{reverse('cpd:verdict', args=[assignment.pk])}"
    return _mail(
        "assignment",
        [assignment.validator.email],
        assignment=assignment,
        offer=assignment.review.submission.offer,
        reminder=reminder,
        link=link,
    )


def session(session: Session, person: Person, what: str) -> EmailMessage:
    """Tell somebody who means to go that a session is changed or cancelled."""
    link = f"{settings.SITE_URL}{reverse('cpd:offer', args=[session.offer_id])}"
    return _mail(
        f"session_{what}",
        [person.email],
        session=session,
        offer=session.offer,
        person=person,
        link=link,
    )


def named(member: TeamMember) -> EmailMessage:
    """Tell a teacher that a colleague named them: one press, and it is in their file too."""
    link = f"{settings.SITE_URL}{reverse('cpd:named', args=[member.pk])}"
    return _mail("named", [member.person.email], member=member, team=member.team, link=link)


def application_link(application: Application) -> EmailMessage:
    """Send an applicant the link to their application."""
    return _mail("application_link", [application.email], link=link_to(application))


def application_received(handed_in: ApplicationRound) -> EmailMessage:
    """Tell the contact persons that their application has come in, and by when we decide."""
    application = handed_in.application
    return _mail(
        "application_received",
        [application.email, application.second_email],
        application=application,
        handed_in=handed_in,
        link=link_to(application),
    )


def application_decision(decision: ApplicationDecision, *, on: date) -> EmailMessage:
    """Tell the contact persons what was decided about their application, why, and what next."""
    application = decision.round.application
    return _mail(
        f"application_{decision.outcome}",
        [application.email, application.second_email],
        application=application,
        decision=decision,
        link=link_to(application),
        weeks=terms_on(on).admission_weeks,
        issuer=", ".join([settings.ISSUER_NAME, *settings.ISSUER_ADDRESS]),
    )


def suspension(suspension: Suspension, what: str, *, on: date) -> EmailMessage:
    """Tell everybody who works for a provider that it is suspended, or no longer, and why."""
    return _mail(
        f"provider_{what}",
        editors_of(suspension.provider_id, on=on),
        suspension=suspension,
        provider=suspension.provider,
        link=f"{settings.SITE_URL}{reverse('cpd:provider')}",
        issuer=", ".join([settings.ISSUER_NAME, *settings.ISSUER_ADDRESS]),
    )


def _mail(template: str, to: list[str], **context: object) -> EmailMessage:
    """Make a mail; empty addresses are left out, and a mail to nobody is not sent."""
    with translation.override(LANGUAGE):
        text = render_to_string(f"cpd/letters/{template}.txt", context)
    subject, _, body = text.strip().partition("\n")
    to = [address for address in to if address]
    return EmailMessage(subject.strip(), body.strip() + "\n", to=to)
