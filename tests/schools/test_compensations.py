from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from core.errors import Refused
from core.models import OutboxMessage
from schools.models import Appointment, AppointmentBasis, Delivery, PastEmployment, StaffRecord
from schools.services.compensations import nothing_changed, take_back_delivery, undo
from tests.factories.accounts import PersonFactory, valid_bsn
from tests.factories.cpd import ActivityFactory
from tests.factories.schools import BoardFactory, LocationFactory

from .deliveries import ON, applied, officer_of, received, taken_back
from .test_full_deliveries import approve_and_apply, full, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    board = BoardFactory(number="41234")
    LocationFactory(school__brin="00AB", board=board)
    return board


def standing():
    """All that the register holds of appointments and their bases, but the keys of records."""
    bases = AppointmentBasis.objects.filter(voided_at=None).order_by("appointment__staff", "since")
    return list(
        bases.values_list(
            "appointment__staff__staff_number",
            "appointment__staff__family_name",
            "appointment__staff__sort_key",
            "appointment__staff__person__family_name",
            "appointment__fte",
            "appointment__employed_since",
            "appointment__since",
            "appointment__until",
            "code",
            "since",
            "until",
        )
    )


def test_what_a_delivery_created_is_voided_and_can_be_delivered_again(board):
    delivery = applied(board, member(1), member(2))
    people = dict(StaffRecord.objects.values_list("staff_number", "person__number"))

    back = taken_back(delivery, actor=delivery.approved_by)

    assert standing() == []
    assert not Appointment.objects.filter(voided_at=None).exists()
    assert (back.kind, back.undoes, back.rows, back.voided, bool(back.receipt)) == (
        "undo",
        delivery,
        2,
        2,
        True,
    )
    again = applied(board, member(1), member(2))
    assert (again.new, again.pk != delivery.pk) == (2, True)
    assert dict(StaffRecord.objects.values_list("staff_number", "person__number")) == people


def test_what_a_delivery_changed_is_as_it_was(board):
    applied(board, member(1), member(2), member(3))
    before = standing()
    delivery = applied(
        board,
        member(
            1,
            geslachtsnaam="Smit",
            betrekkingsomvang="0,5",
            mutatiesoort="W",
            mutatiedatum="2026-11-15",
        ),
        member(2, einde="2026-12-31", mutatiesoort="B"),
        member(3, mutatiesoort="V"),
    )
    assert standing() != before
    assert PastEmployment.objects.count() == 1

    taken_back(delivery, actor=delivery.approved_by)

    assert standing() == before
    assert not PastEmployment.objects.exists()


def test_a_full_file_is_taken_back_with_its_endings(board):
    applied(board, member(1), member(2))
    before = standing()
    delivery = full(board, member(1))
    approve_and_apply(delivery, ends=1)

    taken_back(Delivery.objects.get(pk=delivery.pk), actor=delivery.handed_in_by)

    assert standing() == before


def later(board, delivery):
    applied(board, member(1, betrekkingsomvang="0,4", mutatiesoort="W"))


def another_ground(board, delivery):
    applied(board, member(1, grondslagcode="VO-EG"))


def confirmed(board, delivery):
    StaffRecord.objects.update(confirmed_at=timezone.now())


def claimed(board, delivery):
    person = StaffRecord.objects.get().person
    person.claimed_at = timezone.now()
    person.save()


def logged(board, delivery):
    ActivityFactory(person=StaffRecord.objects.get().person)


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        (later, "delivered_later"),
        (another_ground, "delivered_later"),
        (confirmed, "confirmed"),
        (claimed, "claimed"),
        (logged, "active"),
    ],
)
def test_what_something_was_built_on_stays(board, deed, reason):
    delivery = applied(board, member(1))
    deed(board, delivery)
    before = standing()

    back = taken_back(delivery, actor=delivery.approved_by)

    assert (back.status, back.built_on, back.receipt) == ("discarded", [reason], "")
    assert standing() == before


def test_what_could_not_be_taken_back_can_be_once_nothing_is_built_on_it(board):
    delivery = applied(board, member(1))
    confirmed(board, delivery)
    taken_back(delivery, actor=delivery.approved_by)
    StaffRecord.objects.update(confirmed_at=None)

    back = taken_back(delivery, actor=delivery.approved_by)

    assert (back.status, back.voided, back.built_on) == ("applied", 1, [])


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([member(2), member(2, grondslagcode="VO-EG")], id="two grounds of one job"),
        pytest.param(
            [
                member(1, einde="2026-11-30", mutatiesoort="B"),
                member(1, grondslagcode="VO-EG", begin="2026-12-01"),
            ],
            id="one ground after the other",
        ),
    ],
)
def test_what_a_delivery_said_of_one_job_in_several_rows_is_taken_back(board, rows):
    applied(board, member(1))
    before = standing()
    delivery = applied(board, *rows)

    back = taken_back(delivery, actor=delivery.approved_by)

    assert (delivery.rejected, back.built_on, standing()) == (0, [], before)


def test_nothing_is_taken_back_before_the_outbox_comes_to_it(board):
    delivery = applied(board, member(1))
    before = standing()

    back = undo(delivery, actor=delivery.approved_by, on=ON)

    assert (back.status, standing()) == ("approved", before)
    assert OutboxMessage.objects.get(task="schools.schedule.take_back_delivery").kwargs == {
        "pk": back.pk
    }


def test_taking_back_twice_from_the_outbox_takes_back_once(board):
    delivery = applied(board, member(1))
    back = taken_back(delivery, actor=delivery.approved_by)

    again = take_back_delivery(back, actor=delivery.approved_by)

    assert (again.status, again.applied_at) == ("applied", back.applied_at)


def test_a_change_that_reaches_back_and_a_corrected_bsn_stay(board):
    applied(board, member(1), member(2))
    size = applied(
        board,
        member(1, betrekkingsomvang="0,4", mutatiesoort="W", mutatiedatum="2026-10-01"),
    )
    assert taken_back(size, actor=size.approved_by).built_on == ["reaches_back"]

    born = board.staff.get(staff_number="P-2").birth_date.isoformat()
    changed = member(2, bsn=valid_bsn(9), geboortedatum=born, mutatiesoort="W")
    bsn = applied(board, changed)
    assert "bsn_corrected" in taken_back(bsn, actor=bsn.approved_by).built_on


def test_a_delivery_is_taken_back_once_and_by_its_own_board(board):
    delivery = applied(board, member(1))

    with pytest.raises(PermissionDenied):
        undo(delivery, actor=officer_of(BoardFactory()), on=ON)
    undo(delivery, actor=delivery.approved_by, on=ON)
    with pytest.raises(Refused) as again:
        undo(delivery, actor=delivery.approved_by, on=ON)
    assert again.value.code == "undone"


def test_nothing_changed_gives_a_receipt_once_a_day(board):
    officer = officer_of(board)

    first = nothing_changed(board, actor=officer, on=ON)
    second = nothing_changed(board, actor=officer, on=ON)
    later = nothing_changed(board, actor=officer, on=ON + timedelta(days=1))

    assert (first.status, first.rows, bool(first.receipt)) == ("applied", 0, True)
    assert (second.pk, later.pk != first.pk) == (first.pk, True)


def test_the_same_file_after_nothing_changed_is_still_known(board):
    first = applied(board, member(1))
    nothing_changed(board, actor=first.approved_by, on=date(2026, 11, 22))

    assert received(board, member(1)).pk == first.pk


def test_only_officers_of_the_board_say_that_nothing_changed(board):
    with pytest.raises(PermissionDenied):
        nothing_changed(board, actor=PersonFactory(teacher=True), on=ON)
