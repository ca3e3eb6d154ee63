"""What only shows when the whole file was read, and when an appointment is looked at as a whole."""

import pytest

from schools import preview
from schools.models import Delivery
from schools.progress import rows_checked
from schools.services.checks import check_delivery
from tests.factories.accounts import valid_bsn
from tests.factories.schools import BoardFactory, LocationFactory

from .deliveries import applied, checked, received

pytestmark = pytest.mark.django_db

REPLACEMENT = {"grondslagcode": "VO-VERV", "onderwijsterreinen": "WIS", "begin": "2026-04-01"}
TAKEN_BACK = REPLACEMENT | {"einde": "2026-06-30", "mutatiesoort": "V"}
SOMEBODY_ELSE = {"personeelsnummer": "P-2", "bsn": valid_bsn(2)}


@pytest.fixture
def board():
    """A board that knows of a replacement from April to June."""
    board = BoardFactory()
    LocationFactory(school__brin="00AB", board=board)
    applied(board, REPLACEMENT | {"einde": "2026-06-30"})
    return board


def outcomes(delivery) -> list[str]:
    return list(delivery.delivery_rows.order_by("number").values_list("outcome", flat=True))


def test_a_row_with_a_finding_of_the_file_is_judged_with_all_rows_of_its_appointment(board):
    """The second row overlaps the known ground, but that is the one which the third takes back."""
    delivery = checked(
        board,
        REPLACEMENT | {"begin": "2025-09-01", "einde": "2026-02-28"},
        REPLACEMENT | {"begin": "2026-03-01", "einde": "2026-07-31"},
        TAKEN_BACK,
    )

    assert delivery.signals == 1
    assert outcomes(delivery) == ["new", "new", "voided"]


def test_rows_of_an_appointment_that_do_not_follow_each_other_are_judged_together(
    board, monkeypatch
):
    monkeypatch.setattr(preview, "CHUNK", 1)

    delivery = checked(
        board,
        REPLACEMENT | {"begin": "2026-03-01", "einde": "2026-07-31"},
        SOMEBODY_ELSE,
        TAKEN_BACK,
    )

    assert outcomes(delivery) == ["new", "new", "voided"]


def test_an_appointment_is_never_split_over_two_pieces_of_a_file(board, monkeypatch):
    monkeypatch.setattr(preview, "CHUNK", 1)

    delivery = checked(
        board, REPLACEMENT | {"begin": "2026-03-01", "einde": "2026-07-31"}, TAKEN_BACK
    )

    assert outcomes(delivery) == ["new", "voided"]


def test_a_file_in_pieces_has_the_preview_of_the_whole(board, monkeypatch):
    rows = [
        {"personeelsnummer": f"P-{n}", "bsn": valid_bsn(n), "grondslagcode": code}
        for n in range(2, 6)
        for code in ("VO-GET", "VO-EG")
    ]
    whole = checked(board, *rows)

    monkeypatch.setattr(preview, "CHUNK", 3)
    pieces = checked(board, *rows, {"personeelsnummer": "P-9", "bsn": "900000001"})

    assert outcomes(pieces)[:8] == outcomes(whole)


def test_what_says_nothing_new_keeps_no_personal_data(board):
    delivery = checked(board, REPLACEMENT | {"einde": "2026-06-30", "mutatiesoort": "W"})

    row = delivery.delivery_rows.get()
    assert (row.outcome, row.staff_number, row.location) == ("unchanged", "P-1", "00AB00")
    assert (row.family_name, row.email, row.digest, row.ciphertext) == ("", "", None, None)


def test_whoever_waits_sees_how_many_rows_were_looked_at(client):
    board = BoardFactory(number="41234")
    LocationFactory(school__brin="00AB", board=board)
    rows = [{"personeelsnummer": f"P-{n}", "bsn": valid_bsn(n)} for n in range(2_100)]
    delivery = received(board, *rows)
    client.force_login(delivery.handed_in_by)
    before = client.get(delivery.get_absolute_url()).content.decode()

    check_delivery(Delivery.objects.get(pk=delivery.pk), actor=None)

    assert rows_checked(delivery) == 2_000
    Delivery.objects.filter(pk=delivery.pk).update(status="received", checked_at=None)
    during = client.get(delivery.get_absolute_url()).content.decode()
    assert ("2.000 rijen bekeken" in during, "bekeken" in before) == (True, False)
