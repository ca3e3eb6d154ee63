"""One member of staff by hand: added, changed, ended, invited; and what teachers dispute."""

from datetime import date
from decimal import Decimal

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.selectors.claims import open_claim
from core.errors import Refused
from core.models import AuditEvent, OutboxMessage
from schools import schedule, tasks
from schools.models import Appointment, AppointmentBasis, Delivery, StaffRecord
from schools.services.checks import apply_delivery
from schools.services.deliveries import approve
from schools.services.staff import (
    add_ground,
    add_member,
    change_ground,
    confirm_records,
    end_ground,
    invite_everybody,
    invite_teachers,
)
from tests.factories.accounts import PersonFactory, valid_bsn
from tests.factories.schools import (
    CELLS,
    BoardFactory,
    LocationFactory,
    StaffRecordFactory,
)

from .deliveries import ON, applied, officer_of

pytestmark = pytest.mark.django_db

JOB = {"aard_arbeidsrelatie": "1", "betrekkingsomvang": "0,8", "mutatiedatum": "2026-11-16"}


@pytest.fixture
def board():
    board = BoardFactory()
    LocationFactory(school__brin="00AB", board=board)
    return board


@pytest.fixture
def officer(board):
    return officer_of(board)


@pytest.fixture
def basis(board):
    """The one ground of the one member of staff."""
    applied(board, {})
    return AppointmentBasis.objects.select_related("appointment__staff__board").get()


def confirmed(delivery):
    """Approve and apply what was handed in on a form."""
    actor = delivery.handed_in_by
    approve(delivery, actor=actor, digest=delivery.preview_digest, choice="all")
    return apply_delivery(delivery, actor=actor)


def test_somebody_new_is_a_delivery_of_one_row_that_waits_for_confirmation(board, officer):
    delivery = add_member(board, actor=officer, cells=CELLS, on=ON)

    assert (delivery.kind, delivery.status, delivery.new) == ("form", "checked", 1)
    assert not StaffRecord.objects.exists()
    confirmed(delivery)
    assert StaffRecord.objects.get().staff_number == "P-1"


def test_a_fault_is_told_at_its_column_and_nothing_is_kept(board, officer):
    with pytest.raises(Refused) as refusal:
        add_member(board, actor=officer, cells={**CELLS, "bsn": "900000001"}, on=ON)

    assert list(refusal.value.message_dict) == ["bsn"]
    assert not Delivery.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_a_ground_is_added_without_asking_for_the_bsn_again(basis, officer):
    cells = {
        **JOB,
        "vestiging": "00AB00",
        "functiecategorie": "9",
        "grondslagcode": "VO-EG",
        "onderwijsterreinen": "ENG",
        "begin": "2026-11-16",
        "einde": "",
    }

    confirmed(add_ground(basis.appointment.staff, actor=officer, cells=cells, on=ON))

    assert list(basis.appointment.bases.order_by("pk").values_list("code", flat=True)) == [
        "VO-GET",
        "VO-EG",
    ]
    assert StaffRecord.objects.count() == 1


def test_what_is_different_is_changed(basis, officer):
    cells = {**JOB, "betrekkingsomvang": "1", "voornamen": "Noortje"}

    confirmed(change_ground(basis, actor=officer, cells=cells, on=ON))

    appointment = Appointment.objects.get()
    assert (appointment.fte, appointment.staff.given_names) == (Decimal(1), "Noortje")


def test_a_mistyped_bsn_is_corrected_on_the_form(basis, officer):
    confirmed(change_ground(basis, actor=officer, cells={**JOB, "bsn": valid_bsn(2)}, on=ON))

    person = StaffRecord.objects.get().person
    assert person.identifiers.filter(retired_at=None).get().tail() == valid_bsn(2)[-3:]


def test_a_change_that_changes_nothing_is_said_to_be_known(basis, officer):
    with pytest.raises(Refused) as refusal:
        change_ground(basis, actor=officer, cells=JOB, on=ON)

    assert refusal.value.code == "unchanged"


def test_a_ground_ends_on_its_last_day(basis, officer):
    cells = {"mutatiesoort": "B", "einde": "2026-12-31"}

    delivery = confirmed(end_ground(basis, actor=officer, cells=cells, on=ON))

    basis.refresh_from_db()
    assert (delivery.ended, basis.until) == (1, date(2027, 1, 1))


def test_a_mistake_is_taken_back(basis, officer):
    confirmed(end_ground(basis, actor=officer, cells={"mutatiesoort": "V"}, on=ON))

    basis.refresh_from_db()
    assert basis.voided_at is not None


def test_an_officer_of_another_board_changes_nothing(basis):
    stranger = PersonFactory(hr_officer=True)

    with pytest.raises(PermissionDenied):
        change_ground(basis, actor=stranger, cells=JOB, on=ON)
    with pytest.raises(PermissionDenied):
        invite_teachers(basis.appointment.staff.board, actor=stranger, persons=[])


def test_an_invited_teacher_gets_the_code_by_mail(board, officer):
    staff = StaffRecordFactory(board=board, email="noor@school.example")

    count = invite_teachers(board, actor=officer, persons=[staff.person_id])

    [message] = OutboxMessage.objects.all()
    tasks.mail_invitation(**message.kwargs)
    [letter] = mail.outbox
    assert (count, letter.to) == (1, ["noor@school.example"])
    code = open_claim(staff.person)
    assert str(code.expires_at.year) in letter.body
    assert "/activeren/" in letter.body


def test_a_second_press_does_not_kill_the_first_mail(board, officer):
    staff = StaffRecordFactory(board=board, email="noor@school.example")
    invite_teachers(board, actor=officer, persons=[staff.person_id])
    code = open_claim(staff.person)

    again = invite_teachers(board, actor=officer, persons=[staff.person_id])

    assert (again, open_claim(staff.person)) == (0, code)
    assert OutboxMessage.objects.count() == 1


def test_who_claimed_or_has_no_address_or_works_elsewhere_is_passed_over(board, officer):
    claimed = StaffRecordFactory(board=board, person__claimed_at=timezone.now())
    silent = StaffRecordFactory(board=board, email="")
    elsewhere = StaffRecordFactory()

    persons = [claimed.person_id, silent.person_id, elsewhere.person_id]

    assert invite_teachers(board, actor=officer, persons=persons) == 0
    assert not OutboxMessage.objects.exists()


def test_everybody_without_a_code_is_invited_by_the_outbox(board, officer):
    first, second = StaffRecordFactory.create_batch(2, at_work=True, board=board)
    invite_teachers(board, actor=officer, persons=[first.person_id])
    earlier = open_claim(first.person)

    count = invite_everybody(board, actor=officer, on=ON)
    message = OutboxMessage.objects.get(task="schools.schedule.invite")
    schedule.invite(**message.kwargs)

    assert count == 1
    assert open_claim(first.person) == earlier
    assert open_claim(second.person).issued_by == officer


def test_a_code_that_was_used_or_replaced_meanwhile_is_not_mailed(board):
    staff = StaffRecordFactory(board=board)

    tasks.mail_invitation(staff.pk)

    assert mail.outbox == []


def test_a_confirmation_holds_for_what_every_board_said(board, officer):
    staff = StaffRecordFactory(board=board)
    other = StaffRecordFactory(person=staff.person)

    confirm_records(staff.person, actor=staff.person)

    assert StaffRecord.objects.filter(confirmed_at=None).count() == 0
    assert set(
        AuditEvent.objects.filter(action="staffrecord.confirm").values_list("subject_pk", flat=True)
    ) == {staff.pk, other.pk}
