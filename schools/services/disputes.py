"""Disputes: what a teacher says is wrong in delivered data, and the board's answer."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.choices import OrganisationKind
from accounts.models import Organisation, Person
from core import audit, outbox
from core.moves import advance, advance_many
from core.permissions import require
from schools import permissions
from schools.models import Dispute, StaffRecord
from schools.rules.disputes import answer_before


@transaction.atomic
def dispute(
    staff: StaffRecord,
    *,
    actor: Person,
    field: str,
    message: str,
    on: date,
    key: UUID | None = None,
) -> Dispute:
    """Tell the board that something in the data about oneself is wrong.

    ``field`` is the column of the delivery that it is about. ``key`` identifies the form, so that
    sending it twice asks once. Raises Refused while a question about the same field is open.
    """
    staff = StaffRecord.objects.select_for_update(no_key=True).get(pk=staff.pk)
    require(permissions.can_dispute(actor, staff))
    if key and (asked := staff.disputes.filter(key=key).first()):
        return asked
    opened = Dispute(
        staff=staff, key=key, field=field, message=message, answer_before=answer_before(on)
    )
    opened.validate_constraints()
    opened.save()
    audit.record("open", opened, actor=actor, field=field)
    outbox.post("schools.tasks.mail_question", key=f"question-{opened.pk}", pk=opened.pk)
    return opened


@transaction.atomic
def answer_dispute(dispute: Dispute, *, actor: Person, answer: str) -> Dispute:
    """Answer a teacher, who gets a mail and reads the answer in the portal.

    The board answers, or the register if the board did not do so in time.
    """
    dispute = (
        Dispute.objects.select_for_update(of=("self",), no_key=True)
        .select_related("staff__board")
        .get(pk=dispute.pk)
    )
    require(permissions.can_answer(actor, dispute))
    advance(
        dispute,
        "answer",
        actor=actor,
        answer=answer,
        answered_at=timezone.now(),
        answered_for=_answering(actor, dispute),
    )
    outbox.post("schools.tasks.mail_answer", key=f"answer-{dispute.pk}", pk=dispute.pk)
    return dispute


@transaction.atomic
def escalate_overdue(*, on: date) -> int:
    """Escalate questions to the register that boards did not answer in time; return how many."""
    moved = advance_many(Dispute.objects.overdue(on), "escalate", actor=None)
    outbox.post_many(
        "schools.tasks.mail_escalated", [(f"escalated-{pk}", {"pk": pk}) for pk in moved]
    )
    return len(moved)


def _answering(actor: Person, dispute: Dispute) -> Organisation:
    """Return on whose behalf somebody answers: the board if they work for it, else the register."""
    if actor.works_for(dispute.staff.board_id):
        return dispute.staff.board
    return Organisation.objects.get(kind=OrganisationKind.REGISTER)
