"""Deliveries without a file: nothing changed, or an earlier delivery is taken back."""

import hashlib
from datetime import date

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.selectors.roles import acting_for
from core import audit, outbox
from core.errors import Refused
from core.moves import advance
from core.permissions import require
from schools import permissions
from schools.choices import DeliveryChoice, DeliveryKind, DeliveryStatus
from schools.models import Board, Delivery
from schools.progress import tell_step
from schools.selectors.people import persons_touched
from schools.signals import delivery_processed, undo_asked
from schools.undoing import forget, reasons_against, take_back


@transaction.atomic
def nothing_changed(board: Board, *, actor: Person, on: date) -> Delivery:
    """Record, with a receipt, that nothing changed; once a day is enough."""
    require(permissions.can_deliver(actor, board))
    board = _lock_board(board.pk)
    today = Delivery.objects.applied().filter(board=board, kind=DeliveryKind.NOTHING, on=on)
    if earlier := today.first():
        return earlier
    delivery = _new(board, kind=DeliveryKind.NOTHING, on=on, actor=actor, undoes=None)
    _approve(delivery, actor=actor)
    advance(delivery, "apply", actor=actor, applied_at=timezone.now())
    _mail_receipt(delivery)
    return delivery


@transaction.atomic
def undo(delivery: Delivery, *, actor: Person, on: date) -> Delivery:
    """Start taking back an applied delivery by a compensating one, and return that.

    Raises Refused if there is nothing to take back. ``take_back_delivery`` decides whether
    something was built on it since.
    """
    delivery = _lock(delivery)
    require(permissions.can_decide_on(actor, delivery))
    _lock_board(delivery.board_id)
    _require_undoable(delivery)
    kind = DeliveryKind.UNDO
    compensation = _new(delivery.board, kind=kind, on=on, actor=actor, undoes=delivery)
    _approve(compensation, actor=actor)
    key = f"take-back-{compensation.pk}"
    outbox.post("schools.schedule.take_back_delivery", key=key, pk=compensation.pk)
    return compensation


@transaction.atomic
def take_back_delivery(compensation: Delivery, *, actor: Person | None) -> Delivery:
    """Take back what a compensating delivery undoes: all of it, or nothing.

    Earlier versions come back, what was created is voided, numbers are not given out again. If
    something has been built on the delivery since, nothing changes and the compensating one says
    what. One that is not approved is left as it is.
    """
    compensation = _lock(compensation)
    if compensation.status != DeliveryStatus.APPROVED or compensation.undoes is None:
        return compensation
    delivery = compensation.undoes
    _lock_board(delivery.board_id)
    tell_step(compensation, 1)
    persons = list(persons_touched(delivery).values_list("pk", flat=True))
    if reasons := [*reasons_against(delivery), *_objections(delivery, persons)]:
        forget()
        _give_up(compensation, reasons)
    else:
        _take_back(compensation, delivery, persons, actor=actor)
    return compensation


def _give_up(compensation: Delivery, reasons: list[str]) -> None:
    advance(
        compensation,
        "give_up",
        actor=None,
        data={"reasons": ",".join(reasons)},
        choice="",
        approved_by=None,
        approved_at=None,
        built_on=list(dict.fromkeys(reasons)),
    )


def _take_back(
    compensation: Delivery, delivery: Delivery, persons: list[int], *, actor: Person | None
) -> None:
    tell_step(compensation, 2)
    with pghistory.context(delivery=compensation.pk):
        take_back(delivery, undo=compensation)
    counts = _counts(compensation)
    now = timezone.now()
    advance(compensation, "apply", actor=actor, data=None, applied_at=now, **counts)
    audit.record("undo", delivery, actor=actor, by=compensation.pk)
    touched = Person.objects.filter(pk__in=persons)
    audit.record_each("undone", touched, actor=actor, delivery=delivery.pk)
    tell_step(compensation, 3)
    keys = touched.order_by().values_list("pk", flat=True)
    delivery_processed.send(
        sender=Delivery, delivery=compensation, persons=keys, on=compensation.on
    )
    key = f"overlaps-{compensation.pk}"
    outbox.post("schools.schedule.look_across_boards", key=key, pk=compensation.pk)
    _mail_receipt(compensation)


def _require_undoable(delivery: Delivery) -> None:
    if delivery.status != DeliveryStatus.APPLIED or not delivery.holds_rows:
        raise Refused(_("Only a processed delivery can be taken back."), code="not_applied")
    if delivery.cleared_at:
        raise Refused(
            _("What was handed in was cleared after 90 days, so it cannot be taken back."),
            code="cleared",
        )
    if Delivery.objects.filter(undoes=delivery).exclude(status=DeliveryStatus.DISCARDED).exists():
        raise Refused(_("This delivery was taken back already."), code="undone")


def _objections(delivery: Delivery, persons: list[int]) -> list[str]:
    answers = undo_asked.send(sender=Delivery, delivery=delivery, persons=persons)
    return [reason for _receiver, reason in answers if reason]


def _new(
    board: Board, *, kind: DeliveryKind, on: date, actor: Person, undoes: Delivery | None
) -> Delivery:
    said = f"{kind} {board.number} {on} {undoes.pk if undoes else ''}"
    delivery = Delivery.objects.create(
        board=board,
        kind=kind,
        undoes=undoes,
        on=on,
        sha256=hashlib.sha256(said.encode()).hexdigest(),
        handed_in_by=actor,
        handed_in_for=acting_for(actor, board.pk),
    )
    audit.record("hand_in", delivery, actor=actor, sha256=delivery.sha256)
    return delivery


def _approve(delivery: Delivery, *, actor: Person) -> None:
    """Make all moves up to its approval, since there is nothing to choose."""
    now = timezone.now()
    advance(delivery, "check", actor=actor, data=None, checked_at=now)
    advance(
        delivery,
        "approve",
        actor=actor,
        choice=DeliveryChoice.ALL,
        approved_by=actor,
        approved_at=now,
    )


def _mail_receipt(delivery: Delivery) -> None:
    outbox.post("schools.tasks.mail_receipt", key=f"receipt-{delivery.pk}", pk=delivery.pk)


def _counts(delivery: Delivery) -> dict[str, int]:
    outcomes = list(delivery.delivery_rows.values_list("outcome", flat=True))
    counted = {outcome: outcomes.count(outcome) for outcome in ("new", "changed", "voided")}
    return {"rows": len(outcomes), **counted}


def _lock_board(pk: int) -> Board:
    return Board.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def _lock(delivery: Delivery) -> Delivery:
    rows = Delivery.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("board", "undoes").get(pk=delivery.pk)
