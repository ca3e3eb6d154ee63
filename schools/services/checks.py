"""Checking a delivery, and applying it once approved; started by the outbox."""

from typing import Any

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from core import audit, outbox
from core.moves import advance
from schools.choices import DeliveryKind, DeliveryStatus
from schools.endings import count_leaving
from schools.merge import merge
from schools.models import Board, Delivery
from schools.preview import make_preview
from schools.progress import tell_step
from schools.selectors.checking import check_inputs
from schools.selectors.people import persons_touched
from schools.signals import delivery_processed


@transaction.atomic
def check_delivery(delivery: Delivery, *, actor: Person | None) -> Delivery:
    """Preview what each row of a delivery would do, unless it was checked already."""
    delivery = _lock(delivery)
    if delivery.status == DeliveryStatus.RECEIVED:
        advance(delivery, "check", actor=actor, **_previewed(delivery))
    return delivery


@transaction.atomic
def apply_delivery(delivery: Delivery, *, actor: Person | None) -> Delivery:
    """Apply an approved delivery: all of it, or nothing.

    If its outcome is no longer what was approved, because the board delivered something else in the
    meantime or a school moved to another board, nothing is applied and the new preview waits for an
    officer. One that is not approved is left as it is.
    """
    delivery = _lock(delivery)
    if delivery.status != DeliveryStatus.APPROVED:
        return delivery
    board = Board.objects.select_for_update(of=("self",), no_key=True).get(pk=delivery.board_id)
    tell_step(delivery, 1)
    if check_inputs(board).digest != delivery.inputs_digest:
        now = _previewed(delivery)
        if now["preview_digest"] != delivery.preview_digest:
            _show_again(delivery, now)
            return delivery
    _apply(delivery, actor=actor)
    return delivery


def _apply(delivery: Delivery, *, actor: Person | None) -> None:
    tell_step(delivery, 2)
    with pghistory.context(delivery=delivery.pk):
        merge(delivery)
    advance(delivery, "apply", actor=actor, applied_at=timezone.now())
    persons = persons_touched(delivery)
    audit.record_each("delivered", persons, actor=actor, delivery=delivery.pk)
    tell_step(delivery, 3)
    keys = persons.order_by().values_list("pk", flat=True)
    delivery_processed.send(sender=Delivery, delivery=delivery, persons=keys, on=delivery.on)
    outbox.post("schools.schedule.find_doubles", key=f"doubles-{delivery.pk}", pk=delivery.pk)
    key = f"overlaps-{delivery.pk}"
    outbox.post("schools.schedule.look_across_boards", key=key, pk=delivery.pk)
    outbox.post("schools.tasks.mail_receipt", key=f"receipt-{delivery.pk}", pk=delivery.pk)


def _show_again(delivery: Delivery, previewed: dict[str, Any]) -> None:
    """Withdraw the approval, which was given to another preview."""
    advance(
        delivery,
        "show_again",
        actor=None,
        choice="",
        approved_by=None,
        approved_at=None,
        **previewed,
    )


def _previewed(delivery: Delivery) -> dict[str, Any]:
    """Make the preview; return the fields that the delivery stores about it."""
    inputs = check_inputs(delivery.board)
    preview = make_preview(delivery, inputs)
    return {
        **preview.counts,
        "preview_digest": preview.digest,
        "inputs_digest": inputs.digest,
        "checked_at": timezone.now(),
        **(count_leaving(delivery)._asdict() if delivery.kind == DeliveryKind.FULL else {}),
    }


def _lock(delivery: Delivery) -> Delivery:
    return Delivery.objects.select_for_update(no_key=True).get(pk=delivery.pk)
