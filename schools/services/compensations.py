"""What a board tells without a file: that nothing changed, or that a delivery is taken back."""

import hashlib
from datetime import date

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from core import audit, outbox
from core.errors import Refused
from core.moves import advance
from core.permissions import require
from schools import permissions
from schools.choices import DeliveryChoice, DeliveryKind, DeliveryStatus
from schools.models import Board, Delivery
from schools.selectors.people import persons_touched
from schools.signals import delivery_processed, undo_asked
from schools.undoing import forget, reasons_against, take_back

BUILT_ON = {
    "delivered_later": gettext_lazy("A later delivery says something else about the same people."),
    "confirmed": gettext_lazy("A teacher confirmed these details since."),
    "claimed": gettext_lazy("A teacher claimed the record since."),
    "bsn_corrected": gettext_lazy("This delivery corrected a citizen service number."),
    "reaches_back": gettext_lazy("This delivery changed the size or kind of a job in the past."),
    "decided": gettext_lazy("A decision on re-registration was made since."),
    "active": gettext_lazy("A teacher logged an activity since."),
}


@transaction.atomic
def nothing_changed(board: Board, *, actor: Person, on: date) -> Delivery:
    """Take in that nothing changed, with a receipt; once a day is enough."""
    require(permissions.can_deliver(actor, board))
    board = _lock_board(board.pk)
    today = Delivery.objects.applied().filter(board=board, kind=DeliveryKind.NOTHING, on=on)
    if earlier := today.first():
        return earlier
    delivery = _new(board, kind=DeliveryKind.NOTHING, on=on, actor=actor, undoes=None)
    _settle(delivery, actor=actor)
    return delivery


@transaction.atomic
def undo(delivery: Delivery, *, actor: Person, on: date) -> Delivery:
    """Take an applied delivery back by a compensating one, and return that.

    Earlier versions come back, what was created is voided, numbers are not given out again. Raises
    Refused with the reasons where something was built on the delivery (design.md §3.4).
    """
    require(permissions.can_decide_on(actor, delivery))
    board = _lock_board(delivery.board_id)
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    _require_undoable(delivery)
    persons = list(persons_touched(delivery).values_list("pk", flat=True))
    if reasons := [*reasons_against(delivery), *_objections(delivery, persons)]:
        forget()
        raise _built_on(reasons)
    compensation = _new(board, kind=DeliveryKind.UNDO, on=on, actor=actor, undoes=delivery)
    with pghistory.context(delivery=compensation.pk):
        take_back(delivery, undo=compensation)
    counts = _counts(compensation)
    _settle(compensation, actor=actor, **counts)
    audit.record("undo", delivery, actor=actor, by=compensation.pk)
    audit.record_each(
        "undone", Person.objects.filter(pk__in=persons), actor=actor, delivery=delivery.pk
    )
    delivery_processed.send(sender=Delivery, delivery=compensation, persons=persons, on=on)
    return compensation


def _require_undoable(delivery: Delivery) -> None:
    if delivery.status != DeliveryStatus.APPLIED or not delivery.holds_rows:
        raise Refused(_("Only a processed delivery can be taken back."), code="not_applied")
    if delivery.cleared_at:
        raise Refused(
            _("What was handed in was cleared after 90 days, so it cannot be taken back."),
            code="cleared",
        )
    if Delivery.objects.filter(undoes=delivery).exists():
        raise Refused(_("This delivery was taken back already."), code="undone")


def _objections(delivery: Delivery, persons: list[int]) -> list[str]:
    answers = undo_asked.send(sender=Delivery, delivery=delivery, persons=persons)
    return [reason for _receiver, reason in answers if reason]


def _built_on(reasons: list[str]) -> Refused:
    words = " ".join(str(BUILT_ON[reason]) for reason in dict.fromkeys(reasons))
    advice = _("So it cannot be taken back. Deliver what is right instead.")
    return Refused(f"{words} {advice}", code=reasons[0])


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
    )
    audit.record("hand_in", delivery, actor=actor, sha256=delivery.sha256)
    return delivery


def _settle(delivery: Delivery, *, actor: Person, **counts: int) -> None:
    """Make all moves at once: there is nothing to choose any more."""
    now = timezone.now()
    advance(delivery, "check", actor=actor, data=None, checked_at=now, **counts)
    advance(
        delivery,
        "approve",
        actor=actor,
        choice=DeliveryChoice.ALL,
        approved_by=actor,
        approved_at=now,
    )
    advance(delivery, "apply", actor=actor, applied_at=timezone.now())
    outbox.post("schools.tasks.mail_receipt", key=f"receipt-{delivery.pk}", pk=delivery.pk)


def _counts(delivery: Delivery) -> dict[str, int]:
    outcomes = list(delivery.delivery_rows.values_list("outcome", flat=True))
    counted = {outcome: outcomes.count(outcome) for outcome in ("new", "changed", "voided")}
    return {"rows": len(outcomes), **counted}


def _lock_board(pk: int) -> Board:
    return Board.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
