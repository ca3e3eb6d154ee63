"""A board that delivers, step by step, for tests of what follows."""

from datetime import date

from schools.models import Board, Delivery
from schools.services.checks import apply_delivery, check_delivery
from schools.services.compensations import take_back_delivery, undo
from schools.services.deliveries import approve, hand_in
from tests.factories.accounts import PersonFactory
from tests.factories.schools import staff_file

ON = date(2026, 11, 21)


def officer_of(board: Board):
    return PersonFactory(hr_officer=True, role__organisation=board)


def received(board: Board, *rows: dict[str, str], on: date = ON, actor=None) -> Delivery:
    return hand_in(
        board,
        actor=actor or officer_of(board),
        file_name="personeel.csv",
        data=staff_file(*rows),
        kind="changes",
        on=on,
    )


def checked(board: Board, *rows: dict[str, str], **options) -> Delivery:
    return check_delivery(received(board, *rows, **options), actor=None)


def approved(board: Board, *rows: dict[str, str], choice: str = "all", **options) -> Delivery:
    delivery = checked(board, *rows, **options)
    return approve(
        delivery, actor=delivery.handed_in_by, digest=delivery.preview_digest, choice=choice
    )


def applied(board: Board, *rows: dict[str, str], **options) -> Delivery:
    delivery = approved(board, *rows, **options)
    return apply_delivery(delivery, actor=delivery.approved_by)


def taken_back(delivery: Delivery, *, actor) -> Delivery:
    """Have a delivery taken back, and do what the outbox then does; return the one that undoes."""
    return take_back_delivery(undo(delivery, actor=actor, on=ON), actor=actor)
