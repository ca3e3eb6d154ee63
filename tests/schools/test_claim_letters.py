"""Letters with codes: one a page, logged, shown to the teacher; and how far everybody is."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pikepdf
import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.models import ClaimCode, View
from accounts.selectors.claims import plain_code
from accounts.services.claims import issue_claim_code
from core.errors import Refused
from core.models import AuditEvent
from schools import letters
from schools.models import StaffRecord
from schools.selectors.boards import board_overview
from schools.selectors.staff import letters_to, progress_counts, staff_list
from schools.services.claim_letters import codes_for_letters
from schools.services.staff import invite_everybody
from tests.factories.schools import BasisFactory, BoardFactory, StaffRecordFactory

from .deliveries import ON, officer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return BoardFactory()


@pytest.fixture
def officer(board):
    return officer_of(board)


def printed(board, officer, staff=None):
    found = staff if staff is not None else StaffRecord.objects.all()
    return codes_for_letters(board, actor=officer, role=officer.current_roles[0], staff=found)


def test_who_did_not_claim_gets_a_code_and_can_see_that_it_was_printed(board, officer):
    staff = StaffRecordFactory(at_work=True, board=board, email="")
    StaffRecordFactory(at_work=True, board=board, person__teacher=True)
    StaffRecordFactory()

    [(record, code)] = printed(board, officer)

    assert (record, code.person) == (staff, staff.person)
    look = View.objects.get()
    assert (look.subject, look.purpose) == (staff.person, "letter")
    assert AuditEvent.objects.get(action="claimcode.printed").actor == officer


def test_a_code_of_before_keeps_working_and_an_old_one_is_replaced(board, officer):
    staff = StaffRecordFactory(at_work=True, board=board)
    issue_claim_code(staff.person, actor=officer)
    before = ClaimCode.objects.get()

    assert printed(board, officer) == printed(board, officer) == [(staff, before)]

    ClaimCode.objects.update(expires_at=timezone.now() - timedelta(days=1))
    [(_record, code)] = printed(board, officer)
    assert code != before


def test_that_nobody_is_left_is_told(board, officer):
    with pytest.raises(Refused, match="niemand"):
        printed(board, officer)


def test_another_board_prints_nothing(board):
    StaffRecordFactory(at_work=True, board=board)

    with pytest.raises(PermissionDenied):
        printed(board, officer_of(BoardFactory()))


def test_each_letter_is_a_page_of_its_own_with_its_code(board, officer):
    StaffRecordFactory.create_batch(3, at_work=True, board=board, given_names="Şükrü “<b>”")

    invited = printed(board, officer)
    pdf = letters.claim_letters(invited)

    assert len(pikepdf.open(BytesIO(pdf)).pages) == 3
    assert len({plain_code(code) for _staff, code in invited}) == 3


def test_letters_are_printed_on_the_page_for_those_chosen(client, board, officer):
    first = BasisFactory(
        appointment__staff__board=board,
        appointment__staff__email="",
        appointment__location__school__brin="00CD",
    ).appointment.staff
    StaffRecordFactory(at_work=True, board=board)
    client.force_login(officer)

    said = {"who": "no_address", "location": "00CD00"}
    answer = client.post(reverse("schools:inviting"), said)

    assert answer["Content-Type"] == "application/pdf"
    assert ClaimCode.objects.get().person == first.person
    html = client.post(reverse("schools:inviting"), {"who": "no_code", "location": "00CD00"})
    assert "niemand" in html.text


def test_the_letter_of_one_teacher_is_printed_again_with_the_same_code(client, board, officer):
    staff = StaffRecordFactory(at_work=True, board=board, email="")
    StaffRecordFactory(at_work=True, board=board)
    [(_record, code)] = printed(board, officer, StaffRecord.objects.filter(pk=staff.pk))
    address = reverse("schools:letter", args=[staff.pk])
    client.force_login(officer)
    assert address in client.get(staff.get_absolute_url()).content.decode()

    answer = client.post(address)

    with pikepdf.open(BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) == 1
    assert ClaimCode.objects.get() == code
    assert AuditEvent.objects.filter(action="claimcode.printed", subject_pk=code.pk).count() == 2


def test_no_letter_is_printed_for_who_claimed_or_works_elsewhere(client, board, officer):
    claimed = StaffRecordFactory(at_work=True, board=board, person__teacher=True)
    elsewhere = StaffRecordFactory()
    client.force_login(officer)

    page = client.post(reverse("schools:letter", args=[claimed.pk]), follow=True)

    assert "Er is niemand meer om te schrijven." in page.content.decode()
    assert client.post(reverse("schools:letter", args=[elsewhere.pk])).status_code == 404
    assert not ClaimCode.objects.exists()


def test_who_left_is_neither_written_to_nor_counted(board, officer):
    BasisFactory(appointment__staff__board=board, until=ON)
    stays = BasisFactory(appointment__staff__board=board, until=ON + timedelta(days=1))
    now = timezone.now()

    asked = {"now": now, "on": ON, "who": "all", "location": ""}
    assert list(letters_to(board.pk, **asked)) == [stays.appointment.staff]
    assert invite_everybody(board, actor=officer, on=ON) == 1
    assert progress_counts(board.pk, now=now, on=ON)["unconfirmed"] == 1
    assert board_overview(board.pk, on=ON).unconfirmed == 1
    found = staff_list(board.pk, now=now, on=ON, progress="unconfirmed")
    assert list(found) == [stays.appointment.staff]
    assert staff_list(board.pk, now=now, on=ON).count() == 2


def test_it_is_counted_how_far_everybody_is(client, board, officer):
    with time_machine.travel(datetime(2026, 11, 21, 12, tzinfo=UTC)):
        StaffRecordFactory(at_work=True, board=board)
        invited = StaffRecordFactory(at_work=True, board=board)
        issue_claim_code(invited.person, actor=officer)
        StaffRecordFactory(at_work=True, board=board, person__teacher=True)
        StaffRecordFactory.create_batch(
            2, at_work=True, board=board, confirmed_at="2026-11-20T10:00Z"
        )
        StaffRecordFactory()

        counts = progress_counts(board.pk, now=timezone.now(), on=ON)

    assert counts == {
        "uninvited": 1,
        "invited": 1,
        "claimed": 1,
        "unconfirmed": 3,
        "confirmed": 2,
    }
