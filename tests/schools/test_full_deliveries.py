from datetime import date

import pytest

from core.errors import Refused
from schools.models import AppointmentBasis, StaffRecord
from schools.services.checks import apply_delivery, check_delivery
from schools.services.deliveries import approve, hand_in
from tests.factories.accounts import valid_bsn
from tests.factories.schools import BoardFactory, LocationFactory, staff_file

from .deliveries import ON, applied, officer_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 12, 1)


@pytest.fixture
def board():
    board = BoardFactory(number="41234")
    LocationFactory(school__brin="00AB", board=board)
    return board


def member(n: int, **cells: str) -> dict[str, str]:
    return {"personeelsnummer": f"P-{n}", "bsn": valid_bsn(n), **cells}


def full(board, *rows, on=DAY):
    delivery = hand_in(
        board,
        actor=officer_of(board),
        file_name="stand.csv",
        data=staff_file(*rows),
        kind="full",
        on=on,
    )
    return check_delivery(delivery, actor=None)


def approve_and_apply(delivery, **options):
    approved = approve(
        delivery,
        actor=delivery.handed_in_by,
        digest=delivery.preview_digest,
        **{"choice": "all", **options},
    )
    return apply_delivery(approved, actor=approved.approved_by)


def ends() -> dict[str, date | None]:
    bases = AppointmentBasis.objects.filter(voided_at=None)
    return dict(bases.values_list("appointment__staff__staff_number", "until"))


def test_who_is_not_in_a_full_file_ends_on_the_day_before(board):
    applied(board, *[member(n) for n in range(1, 12)])

    delivery = full(board, *[member(n) for n in range(2, 12)], member(20))
    approve_and_apply(delivery)

    assert (delivery.rows, delivery.unchanged, delivery.new, delivery.ended) == (11, 10, 1, 1)
    assert (delivery.leaving, delivery.present) == (1, 11)
    assert {number: until for number, until in ends().items() if until} == {"P-1": DAY}


def test_more_than_one_in_ten_asks_to_type_how_many(board):
    applied(board, member(1), member(2), member(3))
    delivery = full(board, member(1))

    for wrong in (None, 1, 3):
        with pytest.raises(Refused, match="2") as refused:
            approve_and_apply(delivery, ends=wrong)
        assert refused.value.code == "ends_differ"
    approve_and_apply(delivery, ends=2)

    assert ends() == {"P-1": None, "P-2": DAY, "P-3": DAY}


def test_somebody_whose_row_is_rejected_is_in_the_file(board):
    applied(board, member(1), member(2))

    delivery = full(board, member(1), member(2, betrekkingsomvang="9"))
    approve_and_apply(delivery, choice="good")

    assert (delivery.rejected, delivery.leaving) == (1, 0)
    assert ends() == {"P-1": None, "P-2": None}


def test_a_row_without_a_staff_number_keeps_everybody(board):
    applied(board, member(1), member(2))
    delivery = full(board, member(1), member(2, personeelsnummer=""))

    with pytest.raises(Refused) as refused:
        approve_and_apply(delivery, choice="good", ends=1)

    assert refused.value.code == "nobody_named"


def test_a_ground_that_is_not_named_ends_and_the_other_stays_as_told(board):
    applied(board, member(1), member(1, grondslagcode="VO-EG", functiecategorie="11"))

    delivery = full(board, member(1, geslachtsnaam="Smit", betrekkingsomvang="0,5"))
    approve_and_apply(delivery)

    staff = StaffRecord.objects.get()
    assert (delivery.ended, delivery.changed, delivery.leaving) == (1, 1, 0)
    assert staff.family_name == "Smit"
    assert sorted((one.category, str(one.fte), one.until) for one in staff.appointments.all()) == [
        (9, "0.5000", None),
        (11, "0.8000", DAY),
    ]


def test_what_begins_later_is_left_alone_and_what_began_that_day_was_never_so(board):
    applied(board, member(1), member(2, begin="2026-12-01"), member(3, begin="2027-01-01"))

    delivery = full(board, member(1))
    approve_and_apply(delivery, ends=1)

    assert (delivery.ended, delivery.voided) == (0, 1)
    assert ends() == {"P-1": None, "P-3": None}


def test_a_full_file_says_nothing_about_another_board(board):
    other = BoardFactory()
    LocationFactory(school__brin="00CD", board=other)
    applied(other, member(7, vestiging="00CD00"))
    applied(board, member(1))

    approve_and_apply(full(board, member(1)))

    assert ends() == {"P-1": None, "P-7": None}


def test_a_change_on_a_full_file_needs_no_letter_and_gives_no_signal(board):
    applied(board, member(1), on=ON)

    delivery = full(board, member(1, betrekkingsomvang="1", mutatiesoort="", mutatiedatum=""))

    assert (delivery.changed, delivery.signals) == (1, 0)
