"""Mail, started by the outbox. What no longer holds when it is sent, is not sent."""

from allauth.account.models import EmailAddress
from celery import shared_task

from core import audit, clock
from core.models import AuditEvent

from . import letters
from .models import Invitation, Mandate, Person


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
def answer_forgotten_password(address: int) -> None:
    """Send the link; who has not yet verified their address is asked to do that first.

    Nothing goes to an address that nobody has, or to an account that is closed.
    """
    found = EmailAddress.objects.select_related("user").filter(pk=address).first()
    if found is None or not found.user.is_active:
        return
    audit.record("new_password_asked", found.user, actor=None)
    (letters.password_link(found.user) if found.verified else letters.verification(found)).send()


@shared_task
def tell_of_mandate(mandate: int) -> None:
    """Tell each person of an office what holds for a mandate today."""
    found = Mandate.objects.select_related("board", "office").get(pk=mandate)
    today = clock.today()
    for role in found.office.roles.on(today).select_related("person"):
        if role.person.email:
            letters.mandate(found, role.person, on=today).send()


@shared_task
def send_notice(event: int, person: int) -> None:
    letters.notice(Person.objects.get(pk=person), AuditEvent.objects.get(pk=event)).send()
