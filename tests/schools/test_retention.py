from datetime import UTC, datetime, timedelta

import pytest

from core.errors import Refused
from schools.models import Delivery, DeliveryFile
from schools.services.compensations import undo
from schools.services.retention import clear_deliveries
from tests.factories.schools import BoardFactory, LocationFactory

from .deliveries import ON, applied, checked
from .test_full_deliveries import member

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 3, 1, tzinfo=UTC)


@pytest.fixture
def board():
    board = BoardFactory(number="41234")
    LocationFactory(school__brin="00AB", board=board)
    return board


def handed_in(delivery, days: int):
    Delivery.objects.filter(pk=delivery.pk).update(handed_in_at=NOW - timedelta(days=days))


def test_what_was_handed_in_is_cleared_after_ninety_days_and_the_receipt_stays(board):
    delivery = applied(board, member(1), member(2, bsn="900000001"), choice="good")
    waiting = checked(board, member(3))
    young = applied(board, member(4))
    for one, days in ((delivery, 91), (waiting, 91), (young, 89)):
        handed_in(one, days)

    assert clear_deliveries(actor=None, now=NOW) == 2
    assert clear_deliveries(actor=None, now=NOW) == 0

    delivery.refresh_from_db()
    waiting.refresh_from_db()
    assert list(DeliveryFile.objects.values_list("pk", flat=True)) == [young.pk]
    assert list(
        delivery.delivery_rows.values_list(
            "outcome", "cells", "ciphertext", "family_name", "birth_date", "problems"
        )
    ) == [("new", None, None, "", None, []), ("rejected", None, None, "", None, [])]
    assert (delivery.rows, delivery.rejected, bool(delivery.receipt)) == (2, 1, True)
    assert waiting.status == "discarded"


def test_a_cleared_delivery_is_not_taken_back(board):
    delivery = applied(board, member(1))
    handed_in(delivery, 91)
    clear_deliveries(actor=None, now=NOW)

    with pytest.raises(Refused) as refused:
        undo(delivery, actor=delivery.approved_by, on=ON)

    assert refused.value.code == "cleared"
