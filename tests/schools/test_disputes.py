"""What teachers say is wrong: asked once, answered in a term, else with the register."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.models import Message, View
from core.errors import InvalidMove
from core.models import AuditEvent, OutboxMessage
from schools import tasks
from schools.models import Dispute
from schools.schedule import escalate_disputes
from schools.services.disputes import answer_dispute, dispute, escalate_overdue
from tests.factories.accounts import PersonFactory
from tests.factories.schools import BoardFactory, DisputeFactory, StaffRecordFactory

from .deliveries import ON, officer_of

pytestmark = pytest.mark.django_db
SAID = {"field": "voornamen", "message": "Met een streepje.", "on": ON}


@pytest.fixture
def board():
    return BoardFactory()


@pytest.fixture
def officer(board):
    return officer_of(board)


@pytest.fixture
def administrator():
    return PersonFactory(administrator=True)


def test_a_teacher_disputes_the_own_data_only():
    staff, stranger = StaffRecordFactory(), PersonFactory(teacher=True)

    opened = dispute(staff, actor=staff.person, **SAID)

    assert (opened.status, opened.staff) == ("open", staff)
    assert AuditEvent.objects.get(action="dispute.open").data == {"field": "voornamen"}
    with pytest.raises(PermissionDenied):
        dispute(staff, actor=stranger, **SAID)


def test_a_dispute_is_answered_once_by_the_board_and_the_teacher_hears_of_it(board, officer):
    asked = DisputeFactory(staff__board=board, staff__person__email="noor@example.nl")

    answer_dispute(asked, actor=officer, answer="U heeft gelijk.")

    asked.refresh_from_db()
    assert (asked.status, asked.answer) == ("answered", "U heeft gelijk.")
    with pytest.raises(InvalidMove):
        answer_dispute(asked, actor=officer, answer="Nog eens.")
    tasks.mail_answer(asked.pk)
    assert mail.outbox[0].to == ["noor@example.nl"]
    assert "U heeft gelijk." not in mail.outbox[0].body
    assert asked.answered_for.pk == board.pk


def test_another_board_answers_nothing():
    with pytest.raises(PermissionDenied):
        answer_dispute(DisputeFactory(), actor=PersonFactory(hr_officer=True), answer="Nee.")


def test_a_form_that_is_sent_twice_asks_once():
    staff, key = StaffRecordFactory(), uuid4()

    asked = [dispute(staff, actor=staff.person, key=key, **SAID) for _ in range(2)]

    assert asked[0] == asked[1]
    assert OutboxMessage.objects.filter(task="schools.tasks.mail_question").count() == 1


def test_one_question_about_a_field_waits_at_a_time(officer, board):
    staff = StaffRecordFactory(board=board)
    first = dispute(staff, actor=staff.person, **SAID)

    with pytest.raises(ValidationError, match="al gevraagd"):
        dispute(staff, actor=staff.person, **SAID)

    dispute(staff, actor=staff.person, **{**SAID, "field": "begin"})
    answer_dispute(first, actor=officer, answer="Aangepast.")
    dispute(staff, actor=staff.person, **SAID)
    assert Dispute.objects.open().count() == 2


def test_the_officers_of_the_board_hear_of_a_question_without_reading_it(officer, board):
    asked = DisputeFactory(staff__board=board)
    officer_of(BoardFactory())

    with time_machine.travel(ON):
        tasks.mail_question(asked.pk)

    [message] = mail.outbox
    assert message.to == [officer.email]
    assert asked.message not in message.body
    assert "20 december 2026" in message.body


def test_nobody_answers_a_question_of_their_own(board):
    officer = officer_of(board)
    own = DisputeFactory(staff__board=board, staff__person=officer)

    with pytest.raises(PermissionDenied):
        answer_dispute(own, actor=officer, answer="Ik heb gelijk.")


@pytest.mark.parametrize(
    ("on", "status"),
    [
        pytest.param(date(2026, 12, 20), "open", id="on the last day"),
        pytest.param(date(2026, 12, 21), "escalated", id="the day after"),
    ],
)
def test_after_the_term_the_register_looks_too(on, status):
    person = PersonFactory(teacher=True)
    asked = dispute(StaffRecordFactory(person=person), actor=person, **SAID)

    escalate_overdue(on=on)
    escalate_overdue(on=on)

    asked.refresh_from_db()
    assert asked.status == status
    told = OutboxMessage.objects.filter(task="schools.tasks.mail_escalated")
    assert told.count() == (status == "escalated")


def test_the_clock_asks_every_day(settings):
    asked = DisputeFactory(answer_before=date(2026, 1, 1))

    escalate_disputes()

    asked.refresh_from_db()
    assert asked.status == "escalated"


def test_the_teacher_hears_that_the_register_looks_at_it():
    asked = DisputeFactory(status="escalated", staff__person__teacher=True)

    tasks.mail_escalated(asked.pk)

    told = Message.objects.get()
    assert (told.person, told.subject) == (
        asked.staff.person,
        "Het register kijkt nu ook naar uw vraag",
    )


def test_an_administrator_answers_what_is_too_late_only(administrator):
    in_time, late = DisputeFactory(), DisputeFactory(status="escalated")

    with pytest.raises(PermissionDenied):
        answer_dispute(in_time, actor=administrator, answer="Nee.")
    answer_dispute(late, actor=administrator, answer="De school past het aan.")

    late.refresh_from_db()
    assert (late.status, late.answered_for.kind) == ("answered", "register")


def test_an_administrator_does_not_answer_the_own_question(administrator, client):
    own = DisputeFactory(status="escalated", staff__person=administrator)

    with pytest.raises(PermissionDenied):
        answer_dispute(own, actor=administrator, answer="Ja.")
    client.force_login(administrator)
    answer = client.get(reverse("schools:escalated_dispute", args=[own.pk]))
    assert answer.status_code == 404


def test_administrators_read_and_answer_what_is_too_late(client, administrator):
    late = DisputeFactory(status="escalated", staff__person__family_name="Aalders")
    DisputeFactory(staff__person__family_name="Bos")
    client.force_login(administrator)

    html = client.get(reverse("schools:escalated_disputes")).content.decode()
    assert ("Aalders" in html, "Bos" in html) == (True, False)
    assert "1 vraag van een leraar zonder antwoord" in client.get("/beheer/").content.decode()
    page = reverse("schools:escalated_dispute", args=[late.pk])
    assert late.message in client.get(page).content.decode()
    client.post(page, {"answer": "De school past het aan."})

    assert Dispute.objects.get(pk=late.pk).status == "answered"
    assert View.objects.get().subject == late.staff.person
    assert client.get(page).status_code == 404


def test_officers_do_not_see_the_list_of_administrators(client, officer):
    client.force_login(officer)

    assert client.get(reverse("schools:escalated_disputes")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_three_as_for_one(
    client, officer, board, count, django_assert_num_queries
):
    DisputeFactory.create_batch(count, staff__board=board)
    client.force_login(officer)

    with django_assert_num_queries(6):
        client.get(reverse("schools:disputes"))


def test_questions_are_found_by_name_and_status(client, officer, board):
    DisputeFactory(staff__board=board, staff__person__family_name="Aalders")
    DisputeFactory(staff__board=board, staff__person__family_name="Bos", status="escalated")
    client.force_login(officer)

    def found(**query):
        html = client.get(reverse("schools:disputes"), query).content.decode()
        return [name for name in ("Aalders", "Bos") if f"Sanne {name}" in html]

    assert found() == ["Aalders", "Bos"]
    assert found(q="aalders") == ["Aalders"]
    assert found(status="escalated") == ["Bos"]
    assert found(q="bos", status="open") == []
