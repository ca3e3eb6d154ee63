"""What a teacher says is wrong in what a board delivered, and what the board answers."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from core import audit, outbox
from core.moves import advance
from core.permissions import require
from schools import permissions
from schools.models import Dispute, StaffRecord


@transaction.atomic
def dispute(staff: StaffRecord, *, actor: Person, field: str, message: str) -> Dispute:
    """Tell the board that something in what it delivered about oneself is wrong.

    ``field`` is the column of the delivery that it is about.
    """
    require(permissions.can_dispute(actor, staff))
    opened = Dispute.objects.create(staff=staff, field=field, message=message)
    audit.record("open", opened, actor=actor, field=field)
    return opened


@transaction.atomic
def answer_dispute(dispute: Dispute, *, actor: Person, answer: str) -> Dispute:
    """Answer a teacher; they read it in the portal and get a mail that it is there."""
    dispute = (
        Dispute.objects.select_for_update(of=("self",)).select_related("staff").get(pk=dispute.pk)
    )
    require(permissions.can_answer(actor, dispute))
    advance(dispute, "answer", actor=actor, answer=answer, answered_at=timezone.now())
    outbox.post("schools.tasks.mail_answer", key=f"answer-{dispute.pk}", pk=dispute.pk)
    return dispute
