"""Mail, started by the outbox."""

from celery import shared_task
from django.core.mail import EmailMessage

from accounts.choices import MessageKind
from accounts.models import Person
from accounts.services.messages import tell
from accounts.texts import Words
from core import audit, clock

from . import letters
from .choices.activities import MemberStatus
from .choices.judging import AssignmentStatus
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


@shared_task
def mail_judgement(judgement: int) -> None:
    """Tell what was decided about an offer; with that the term for an objection starts."""
    rows = Judgement.objects.select_related("submission__offer__provider")
    found = rows.get(pk=judgement)
    _notify(found, letters.judgement(found, on=clock.today()))


@shared_task
def mail_application_link(application: int) -> None:
    letters.application_link(Application.objects.get(pk=application)).send()


@shared_task
def mail_application_received(handed_in: int) -> None:
    """Tell that an application has come in, and by when we decide."""
    rows = ApplicationRound.objects.select_related("application")
    letters.application_received(rows.get(pk=handed_in)).send()


@shared_task
def mail_application_decision(decision: int) -> None:
    """Tell what was decided about an application; the same goes for its term."""
    rows = ApplicationDecision.objects.select_related("round__application")
    found = rows.get(pk=decision)
    _notify(found, letters.application_decision(found, on=clock.today()))


@shared_task
def mail_suspension(suspension: int, what: str) -> None:
    """Tell that a provider is suspended, with which its term starts, or no longer."""
    found = Suspension.objects.select_related("provider").get(pk=suspension)
    mail = letters.suspension(found, what, on=clock.today())
    if what == "suspended":
        _notify(found, mail)
    else:
        mail.send()


@shared_task
def mail_attendance(attendance: int, what: str) -> None:
    rows = Attendance.objects.select_related("person", "session__offer__provider", "activity")
    found = rows.get(pk=attendance)
    _tell(
        found.person,
        letters.attendance(found, what),
        f"attendance-{attendance}-{what}-{found.turn}",
    )


@shared_task
def mail_session(session: int, person: int, what: str) -> None:
    found = Session.objects.select_related("offer__provider").get(pk=session)
    teacher = Person.objects.get(pk=person)
    key = f"session-{session}-{what}-{found.version}-{person}"
    _tell(teacher, letters.session(found, teacher, what), key)


@shared_task
def tell_named(member: int) -> None:
    """Tell a colleague that they were named, unless they answered or the name was taken back."""
    rows = TeamMember.objects.filter(status=MemberStatus.NAMED).with_team()
    if found := rows.filter(pk=member).first():
        mail = letters.named(found)
        _tell(found.person, mail, key=f"named-{member}")


@shared_task
def mail_assignment(assignment: int, reminder: int) -> None:
    """Ask for a verdict, or remind; who is no longer asked gets no mail."""
    rows = Assignment.objects.select_related("validator", "review__submission__offer")
    found = rows.get(pk=assignment)
    if found.status == AssignmentStatus.ASKED:
        letters.assignment(found, reminder=bool(reminder)).send()


def _notify(decision: Judgement | ApplicationDecision | Suspension, mail: EmailMessage) -> None:
    if mail.send():
        decision.notified_on = clock.today()
        decision.save(update_fields=["notified_on"])
        audit.record("notified", decision, actor=None)


def _tell(person: Person, mail: EmailMessage, key: str) -> None:
    """Tell a teacher something about their file, by mail and on “My messages”."""
    words = Words(str(mail.subject), str(mail.body))
    tell(person, actor=None, key=key, kind=MessageKind.NEWS, words=words)
