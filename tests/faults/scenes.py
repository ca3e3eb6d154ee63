"""What the portal is doing when something breaks."""

from collections.abc import Iterator
from datetime import date, timedelta

from accounts.models import PersonIdentifier
from core import outbox
from core.models import OutboxMessage
from schools.choices import DeliveryChoice, DeliveryKind
from schools.models import Board, Delivery
from schools.services.deliveries import approve, hand_in
from tests.factories.accounts import PersonFactory, valid_bsn
from tests.factories.schools import BoardFactory, LocationFactory, staff_file

ON = date(2026, 11, 21)
FIRST_BORN = date(1960, 1, 1)
CHECK = "schools.schedule.check_delivery"


def board_with_school(brin: str) -> Board:
    board = BoardFactory()
    LocationFactory(school__brin=brin, board=board)
    return board


def teachers(brin: str, count: int) -> Iterator[dict[str, str]]:
    """Yield rows about ``count`` new people: one each, and a second ground for one in five."""
    known = PersonIdentifier.objects.count()
    for n in range(known + 1, known + count + 1):
        born = FIRST_BORN + timedelta(days=n)
        row = {"vestiging": f"{brin}00", "personeelsnummer": f"P-{n}", "bsn": valid_bsn(n)}
        row["geboortedatum"] = born.isoformat()
        yield row
        if n % 5 == 0:
            yield row | {"grondslagcode": "VO-EG"}


def checked_delivery(
    board: Board, *rows: dict[str, str], kind: DeliveryKind = DeliveryKind.CHANGES
) -> Delivery:
    """Return a delivery that waits for the choice of its officer."""
    officer = PersonFactory(hr_officer=True, role__organisation=board)
    delivery = hand_in(
        board,
        actor=officer,
        file_name="personeel.csv",
        data=staff_file(*rows),
        kind=kind,
        on=ON,
    )
    assert outbox.run(OutboxMessage.objects.get(task=CHECK, kwargs={"pk": delivery.pk}).pk)
    delivery.refresh_from_db()
    return delivery


def approved_delivery(
    board: Board, *rows: dict[str, str], kind: DeliveryKind = DeliveryKind.CHANGES
) -> Delivery:
    delivery = checked_delivery(board, *rows, kind=kind)
    return approve(
        delivery,
        actor=delivery.handed_in_by,
        digest=delivery.preview_digest,
        choice=DeliveryChoice.ALL,
        ends=delivery.leaving if kind == DeliveryKind.FULL else None,
    )


def work_off() -> None:
    """Do everything in the outbox in this process, undisturbed."""
    while due := outbox.due():
        assert all(outbox.run(pk) for pk in due)


def delivered(board: Board, *rows: dict[str, str]) -> Delivery:
    """Return a delivery that was applied undisturbed."""
    delivery = approved_delivery(board, *rows)
    work_off()
    delivery.refresh_from_db()
    return delivery
