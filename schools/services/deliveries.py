"""Handing in staff data, and what its officers decide about it."""

import hashlib
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from core import audit, outbox
from core.errors import Refused
from core.moves import advance
from core.permissions import require
from core.text import clean_file_name
from schools import parsing, permissions
from schools.choices import DeliveryChoice, DeliveryKind, DeliveryStatus
from schools.faults import explain
from schools.models import Board, Delivery, DeliveryFile
from schools.sealing import seal_file
from schools.selectors.deliveries import earlier_delivery

NOTHING = "nothing"  # what an officer chooses who wants nothing of a delivery to be applied


@transaction.atomic
def hand_in(
    board: Board, *, actor: Person, file_name: str, data: bytes, kind: DeliveryKind, on: date
) -> Delivery:
    """Take in a file of staff data and have it checked.

    Return the earlier delivery where the same file was handed in before and nothing happened
    since. Raises Refused where the file as a whole cannot be read.
    """
    require(permissions.can_deliver(actor, board))
    sheet = _read_through(data)
    sha256 = hashlib.sha256(data).hexdigest()
    if earlier := earlier_delivery(board, kind=kind, sha256=sha256, on=on):
        return earlier
    delivery = Delivery.objects.create(
        board=board,
        kind=kind,
        on=on,
        file_name=clean_file_name(file_name),
        sha256=sha256,
        handed_in_by=actor,
        replaced_characters=sheet.replaced,
    )
    sealed = seal_file(data, delivery=delivery.pk)
    DeliveryFile.objects.create(delivery=delivery, sealed=sealed)
    audit.record("hand_in", delivery, actor=actor, sha256=sha256)
    outbox.post(
        "schools.schedule.check_delivery", key=f"check-delivery-{delivery.pk}", pk=delivery.pk
    )
    return delivery


@transaction.atomic
def approve(delivery: Delivery, *, actor: Person, digest: str, choice: DeliveryChoice) -> Delivery:
    """Have a checked delivery applied, as the preview with this digest showed it.

    Raises Refused when the preview is another by now, or when all rows were chosen and some are
    rejected.
    """
    delivery = _lock(delivery)
    require(permissions.can_decide_on(actor, delivery))
    if delivery.status == DeliveryStatus.CHECKED and digest != delivery.preview_digest:
        raise Refused(
            _("What this delivery changes is not what you saw. Look at it again, then choose."),
            code="preview_changed",
        )
    if choice == DeliveryChoice.ALL and delivery.rejected:
        raise Refused(
            _("Some rows were rejected. Choose the good rows, or deliver a better file."),
            code="rows_rejected",
        )
    if not delivery.good:
        raise Refused(_("There is no row that can be processed."), code="nothing_to_apply")
    advance(
        delivery,
        "approve",
        actor=actor,
        data={"choice": choice, "digest": digest},
        choice=choice,
        approved_by=actor,
        approved_at=timezone.now(),
    )
    key = f"apply-delivery-{delivery.pk}-{delivery.approved_at:%Y%m%d%H%M%S%f}"
    outbox.post("schools.schedule.apply_delivery", key=key, pk=delivery.pk)
    return delivery


def decide(delivery: Delivery, *, actor: Person, digest: str, choice: str) -> Delivery:
    """Do what an officer chose under a preview: approve it, or put the delivery away."""
    if choice == NOTHING:
        return discard(delivery, actor=actor)
    return approve(delivery, actor=actor, digest=digest, choice=DeliveryChoice(choice))


@transaction.atomic
def discard(delivery: Delivery, *, actor: Person) -> Delivery:
    """Put a checked delivery away; nothing of it reaches the register."""
    delivery = _lock(delivery)
    require(permissions.can_decide_on(actor, delivery))
    advance(delivery, "discard", actor=actor)
    return delivery


def _read_through(data: bytes) -> parsing.Sheet:
    """Walk the whole file, so that whoever hands it in hears of every fault in its structure."""
    try:
        sheet = parsing.read(data)
        for _row in sheet.rows:
            pass
    except parsing.StructuralFault as fault:
        raise Refused(" ".join(explain(fault)), code=fault.code) from fault
    return sheet


def _lock(delivery: Delivery) -> Delivery:
    return Delivery.objects.select_for_update().get(pk=delivery.pk)
