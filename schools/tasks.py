"""Mail, started by the outbox. What no longer holds when it is sent, is not sent."""

from celery import shared_task

from accounts.choices import MessageKind, RoleKind
from accounts.selectors.claims import open_claim
from accounts.services.messages import tell
from core import clock

from . import letters
from .models import Delivery, Dispute, StaffRecord


@shared_task
def mail_receipt(pk: int) -> None:
    """Send the receipt to the one who handed in and the one who approved."""
    people = Delivery.objects.select_related(
        "board", "handed_in_by", "handed_in_for", "approved_by"
    )
    delivery = people.get(pk=pk)
    for person in {delivery.handed_in_by, delivery.approved_by}:
        if person and person.email:
            letters.receipt(delivery, person).send()


@shared_task
def mail_invitation(pk: int) -> None:
    staff = StaffRecord.objects.select_related("board", "person").get(pk=pk)
    if code := open_claim(staff.person):
        letters.invitation(staff, code).send()


@shared_task
def mail_answer(pk: int) -> None:
    dispute = _dispute(pk)
    person = dispute.staff.person
    words = letters.answer(dispute, person)
    tell(person, actor=None, key=f"answer-{pk}", kind=MessageKind.NEWS, words=words)


@shared_task
def mail_question(pk: int) -> None:
    """Tell the officers of a board that a teacher waits for an answer."""
    dispute = _dispute(pk)
    officers = dispute.staff.board.roles.on(clock.today()).filter(kind=RoleKind.HR_OFFICER)
    for role in officers.select_related("person"):
        if dispute.waits and role.person.email:
            letters.question(dispute, role.person).send()


@shared_task
def mail_escalated(pk: int) -> None:
    """Tell a teacher that the register looks at the question now."""
    dispute = _dispute(pk)
    person = dispute.staff.person
    words = letters.escalated(dispute, person)
    tell(person, actor=None, key=f"escalated-{pk}", kind=MessageKind.NEWS, words=words)


def _dispute(pk: int) -> Dispute:
    related = ("staff__board", "staff__person", "answered_for")
    return Dispute.objects.select_related(*related).get(pk=pk)


@shared_task
def mail_claimed(pk: int) -> None:
    letters.claimed(StaffRecord.objects.select_related("board", "person").get(pk=pk)).send()
