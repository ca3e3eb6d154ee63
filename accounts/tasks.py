"""Mail, started by the outbox. What no longer holds when it is sent, is not sent."""

from allauth.account.models import EmailAddress
from celery import shared_task

from core.models import AuditEvent

from . import letters
from .models import Invitation, Person


@shared_task
def send_invitation(invitation: int) -> None:
    found = Invitation.objects.open().select_related("organisation").filter(pk=invitation).first()
    if found:
        letters.invitation(found).send()


@shared_task
def send_verification(address: int) -> None:
    found = EmailAddress.objects.select_related("user").filter(pk=address, verified=False).first()
    if found:
        letters.verification(found).send()


@shared_task
def send_password_link(person: int) -> None:
    letters.password_link(Person.objects.get(pk=person)).send()


@shared_task
def send_notice(event: int, person: int) -> None:
    letters.notice(Person.objects.get(pk=person), AuditEvent.objects.get(pk=event)).send()
