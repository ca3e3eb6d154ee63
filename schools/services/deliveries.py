"""Handing in staff data, and the decisions of officers about it."""

import hashlib
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Person
from accounts.selectors.roles import acting_for
from core import audit, outbox
from core.errors import Refused
from core.moves import advance
from core.permissions import require
from core.text import clean_file_name
from schools import permissions
from schools.choices import DeliveryChoice, DeliveryKind, DeliveryStatus, RowOutcome
from schools.faultlist import read_corrections
from schools.faults import explain, row_in_words
from schools.models import Board, Delivery, DeliveryFile
from schools.parsing import StructuralFault
from schools.posting import have_checked
from schools.reading import Reading, read_in, sheet_fields
from schools.sealing import seal_file
from schools.selectors.deliveries import earlier_delivery
from schools.selectors.memory import remembered

from .corrections import hand_in_corrections

NOTHING = "nothing"  # the choice to apply nothing of a delivery


@transaction.atomic
def hand_in(
    board: Board, *, actor: Person, file_name: str, data: bytes, kind: DeliveryKind, on: date
) -> Delivery:
    """Accept a file of staff data and start checking it.

    Returns the earlier delivery if the same file was handed in before and nothing happened since.
    Raises Refused if the file as a whole cannot be read, or if its columns are not recognised.
    """
    require(permissions.can_deliver(actor, board))
    reading = _read(board, data, kind=kind, on=on)
    if reading.rows is None and reading.fault:
        raise _refused(reading.fault)
    return _take_in(board, reading, actor=actor, file_name=file_name, kind=kind, on=on)


@transaction.atomic
def upload(
    board: Board, *, actor: Person, file_name: str, data: bytes, kind: DeliveryKind, on: date
) -> Delivery:
    """Accept a file as ``hand_in`` does, in the way of the pages.

    A file with unknown columns waits for its officer to name them. A corrected list of faults
    repairs the delivery that it is from.
    """
    require(permissions.can_deliver(actor, board))
    if corrections := read_corrections(data):
        delivery, rows = hand_in_corrections(board, corrections, actor=actor)
        if rows is None:
            return delivery
        kind, reading = DeliveryKind.CHANGES, Reading(data, rows, 0, sheets=delivery.row_sheets)
    else:
        reading = _read(board, data, kind=kind, on=on)
    return _take_in(board, reading, actor=actor, file_name=file_name, kind=kind, on=on)


def _read(board: Board, data: bytes, *, kind: DeliveryKind, on: date) -> Reading:
    """Read the whole file, so that every fault in its structure is reported at once."""
    try:
        return read_in(data, remembered=remembered(board), full=kind == DeliveryKind.FULL, on=on)
    except StructuralFault as fault:
        raise _refused(fault) from fault


def _refused(fault: StructuralFault) -> Refused:
    return Refused(" ".join(explain(fault)), code=fault.code)


def _take_in(
    board: Board,
    reading: Reading,
    *,
    actor: Person,
    file_name: str,
    kind: DeliveryKind,
    on: date,
) -> Delivery:
    sha256 = hashlib.sha256(reading.came).hexdigest()
    if earlier := earlier_delivery(board, kind=kind, sha256=sha256, on=on):
        return earlier
    delivery = Delivery.objects.create(
        board=board,
        kind=kind,
        on=on,
        file_name=clean_file_name(file_name),
        sha256=sha256,
        handed_in_by=actor,
        handed_in_for=acting_for(actor, board.pk),
        replaced_characters=reading.replaced,
        **sheet_fields(reading.sheets),
    )
    _keep_file(delivery, reading)
    audit.record("hand_in", delivery, actor=actor, sha256=sha256)
    if reading.rows is None:
        advance(delivery, "set_aside", actor=actor)
    else:
        have_checked(delivery)
    return delivery


def _keep_file(delivery: Delivery, reading: Reading) -> None:
    came, original = seal_file(reading.came, delivery=delivery.pk), None
    if reading.rows is not None and reading.rows is not reading.came:
        came, original = seal_file(reading.rows, delivery=delivery.pk), came
    DeliveryFile.objects.create(delivery=delivery, sealed=came, original=original)


@transaction.atomic
def approve(
    delivery: Delivery,
    *,
    actor: Person,
    digest: str,
    choice: DeliveryChoice,
    ends: int | None = None,
) -> Delivery:
    """Approve a checked delivery, as shown in the preview with this digest.

    Raises Refused if the preview has changed since, if all rows were chosen and some are rejected,
    or if many people would leave and ``ends`` is not their number.
    """
    delivery = _lock(delivery)
    require(permissions.can_decide_on(actor, delivery))
    if delivery.status == DeliveryStatus.CHECKED and digest != delivery.preview_digest:
        raise Refused(
            _("What this delivery changes is not what you saw. Look at it again, then choose."),
            code="preview_changed",
        )
    if not delivery.applicable:
        raise Refused(_("There is no row that can be processed."), code="nothing_to_apply")
    if choice == DeliveryChoice.ALL and delivery.rejected:
        raise Refused(
            _("Some rows were rejected. Choose the good rows, or deliver a better file."),
            code="rows_rejected",
        )
    _require_leaving(delivery, ends)
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


def _require_leaving(delivery: Delivery, ends: int | None) -> None:
    """Require the number of people who leave, because a file with all staff may be incomplete.

    If a row does not say who it is about, nobody can tell who is missing.
    """
    if delivery.kind != DeliveryKind.FULL:
        return
    nameless = delivery.delivery_rows.filter(outcome=RowOutcome.REJECTED, staff_number="")
    if row := nameless.first():
        raise Refused(
            _("Row %(row)s has no staff number. So we cannot tell who is missing. Fill it in."),
            code="nobody_named",
            params={"row": row_in_words(delivery.place(row.number))},
        )
    if ends != delivery.leaving and (ends is not None or delivery.asks_how_many_leave):
        raise Refused(
            ngettext(
                "%(n)s person is not in this file and would end. Type that number to confirm.",
                "%(n)s people are not in this file and would end. Type that number to confirm.",
                delivery.leaving,
            ),
            code="ends_differ",
            params={"n": delivery.leaving},
        )


def decide(
    delivery: Delivery, *, actor: Person, digest: str, choice: str, ends: int | None = None
) -> Delivery:
    """Carry out an officer's choice under a preview: approve or discard the delivery."""
    if choice == NOTHING:
        return discard(delivery, actor=actor)
    chosen = DeliveryChoice(choice)
    return approve(delivery, actor=actor, digest=digest, choice=chosen, ends=ends)


@transaction.atomic
def discard(delivery: Delivery, *, actor: Person) -> Delivery:
    """Discard a checked delivery; nothing of it is applied."""
    delivery = _lock(delivery)
    require(permissions.can_decide_on(actor, delivery))
    advance(delivery, "discard", actor=actor)
    return delivery


def _lock(delivery: Delivery) -> Delivery:
    return Delivery.objects.select_for_update(no_key=True).get(pk=delivery.pk)
