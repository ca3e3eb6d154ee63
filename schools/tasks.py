"""Mail, started by the outbox. What no longer holds when it is sent, is not sent."""

from celery import shared_task

from accounts.selectors import open_claim

from . import letters
from .models import Delivery, Dispute, StaffRecord


@shared_task
def mail_receipt(pk: int) -> None:
    """Send the receipt to whoever handed in and whoever approved."""
    people = Delivery.objects.select_related("board", "handed_in_by", "approved_by")
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
    dispute = Dispute.objects.select_related("staff__board", "staff__person").get(pk=pk)
    person = dispute.staff.person
    if person.email:
        letters.answer(dispute, person).send()


@shared_task
def mail_claimed(pk: int) -> None:
    letters.claimed(StaffRecord.objects.select_related("board", "person").get(pk=pk)).send()
