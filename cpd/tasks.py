"""Mail, started by the outbox."""

from celery import shared_task

from accounts.models import Person
from core import clock

from . import letters
from .models import Attendance, Judgement, Session


@shared_task
def mail_judgement(judgement: int) -> None:
    rows = Judgement.objects.select_related("submission__offer__provider")
    letters.judgement(rows.get(pk=judgement), on=clock.today()).send()


@shared_task
def mail_attendance(attendance: int, what: str) -> None:
    rows = Attendance.objects.select_related("person", "session__offer__provider", "activity")
    letters.attendance(rows.get(pk=attendance), what).send()


@shared_task
def mail_session(session: int, person: int, what: str) -> None:
    found = Session.objects.select_related("offer__provider").get(pk=session)
    letters.session(found, Person.objects.get(pk=person), what).send()
