"""Mergers: a location or a whole board goes to another board, and appointments follow."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from core.errors import InvalidMove, Refused
from core.models import AuditEvent
from schools.models import Appointment, Dispute, Governance, StaffRecord, Takeover
from schools.schedule import move_schools
from schools.selectors import sectors_of
from schools.selectors.deliveries import receipt_rows
from schools.services.takeovers import cancel_takeover, confirm_takeover, enter_takeover
from tests.factories.accounts import PersonFactory, RoleFactory, valid_bsn
from tests.factories.schools import (
    BasisFactory,
    BoardFactory,
    DisputeFactory,
    LocationFactory,
    StaffRecordFactory,
)

from .deliveries import ON, applied, received

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return PersonFactory(administrator=True)


@pytest.fixture
def source():
    board = BoardFactory(number="41001", name="Stichting Oost")
    LocationFactory(school__brin="00AB", board=board)
    LocationFactory(school__brin="00CD", board=board)
    return board


@pytest.fixture
def target():
    return BoardFactory(number="41002", name="Stichting West")


def moved(administrator, *, location="", on=ON, today=ON):
    takeover = enter_takeover(
        actor=administrator, source="41001", target="41002", location=location, on=on
    )
    return confirm_takeover(takeover, actor=administrator, on=today)


def test_a_location_goes_with_its_appointments_and_the_rest_stays(source, target, administrator):
    applied(
        source,
        {},
        {"vestiging": "00CD00"},
        {"personeelsnummer": "P-2", "bsn": valid_bsn(2), "vestiging": "00CD00"},
    )

    moved(administrator, location="00AB00")

    where = Appointment.objects.values_list("staff__board", "staff__staff_number", "location__code")
    assert set(where) == {
        (target.pk, "P-1", "00AB00"),
        (source.pk, "P-1", "00CD00"),
        (source.pk, "P-2", "00CD00"),
    }
    assert {record.person for record in StaffRecord.objects.filter(staff_number="P-1")} == {
        source.staff.get(staff_number="P-1").person
    }
    spans = Governance.objects.filter(location__code="00AB00").values_list(
        "board", "since", "until"
    )
    assert set(spans) == {(source.pk, None, ON), (target.pk, ON, None)}


def test_a_whole_board_goes_and_delivers_on_as_the_other(source, target, administrator):
    applied(source, {}, {"personeelsnummer": "P-2", "bsn": valid_bsn(2), "vestiging": "00CD00"})

    takeover = moved(administrator)

    assert not source.governances.filter(until=None).exists()
    assert target.governances.count() == 2
    act = AuditEvent.objects.get(action="takeover.apply")
    assert (act.actor, act.data["appointments"], act.data["locations"]) == (administrator, 2, 2)
    assert takeover.status == "applied"
    again = applied(
        target, {"betrekkingsomvang": "0,5", "mutatiesoort": "W"}, on=ON + timedelta(days=1)
    )
    assert (again.changed, again.new) == (1, 0)
    assert sectors_of(target.staff.get(staff_number="P-1").person_id, ON) == {"vo"}


def test_old_receipts_stay_as_they_were(source, target, administrator):
    delivery = applied(source, {}, {"personeelsnummer": "P-2", "bsn": valid_bsn(2)})
    before = list(receipt_rows(delivery))
    assert [row[2] for row in before] == ["register", "register"]

    moved(administrator)
    assert list(receipt_rows(delivery)) == before

    third = BoardFactory(number="41003")
    onward = enter_takeover(
        actor=administrator, source="41002", target="41003", location="", on=ON + timedelta(1)
    )
    confirm_takeover(onward, actor=administrator, on=ON + timedelta(1))
    assert third.staff.count() == 2
    assert list(receipt_rows(delivery)) == before


def test_who_is_known_at_the_other_board_stays_one_and_a_taken_number_is_told_apart(
    source, target, administrator
):
    known = BasisFactory(
        appointment__staff__board=source, appointment__location__school__brin="00EF"
    ).appointment.staff
    there = StaffRecordFactory(board=target, person=known.person, staff_number="W-7")
    other = BasisFactory(
        appointment__staff__board=source,
        appointment__staff__staff_number="P-9",
        appointment__location__school__brin="00GH",
    ).appointment.staff
    StaffRecordFactory(board=target, staff_number="P-9")

    moved(administrator)

    assert there.appointments.count() == 1
    assert target.staff.get(person=other.person).staff_number == "41001-P-9"
    assert target.staff.filter(person=known.person).count() == 1


def test_what_ended_before_stays_with_who_delivered_it(source, target, administrator):
    over = BasisFactory(
        appointment__staff__board=source,
        appointment__location__school__brin="00EF",
        appointment__until=date(2026, 8, 1),
        until=date(2026, 8, 1),
    )

    moved(administrator)

    assert Appointment.objects.get(pk=over.appointment_id).staff.board_id == source.pk


def test_questions_without_an_answer_go_along(source, target, administrator):
    staff = BasisFactory(
        appointment__staff__board=source, appointment__location__school__brin="00EF"
    ).appointment.staff
    DisputeFactory(staff=staff)

    moved(administrator)

    assert Dispute.objects.get().staff.board_id == target.pk


def test_what_is_planned_happens_on_its_day_once(source, target, administrator):
    applied(source, {})
    later = date(2027, 1, 1)
    takeover = moved(administrator, on=later)
    assert (takeover.status, target.governances.count()) == ("planned", 0)

    with time_machine.travel("2026-12-31 12:00"):
        move_schools()
    assert not target.staff.exists()
    with time_machine.travel("2027-01-02 12:00"):
        move_schools()
        move_schools()

    assert target.staff.count() == 1
    assert Takeover.objects.get().status == "applied"
    assert set(target.governances.values_list("since", flat=True)) == {later}


def test_what_is_cancelled_does_not_happen(source, target, administrator):
    takeover = moved(administrator, on=date(2027, 1, 1))

    cancel_takeover(takeover, actor=administrator)

    with time_machine.travel("2027-01-02"):
        move_schools()
    assert not target.governances.exists()
    with pytest.raises(InvalidMove):
        confirm_takeover(takeover, actor=administrator, on=ON)


def test_a_preview_of_before_is_shown_again(source, target, administrator):
    """A delivery that was checked before the merger is not applied as it was seen."""
    applied(source, {})
    waiting = received(source, {"betrekkingsomvang": "0,5", "mutatiesoort": "W"})
    from_before = waiting.inputs_digest

    moved(administrator)

    waiting.refresh_from_db()
    assert waiting.inputs_digest == from_before
    assert waiting.status == "received"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        pytest.param({"target": "49999"}, "geen bestuur", id="no such board"),
        pytest.param({"target": "41001"}, "verschillende", id="the same board"),
        pytest.param({"location": "99ZZ00"}, "heeft deze vestiging", id="no such location"),
        pytest.param({"source": "41002", "target": "41001"}, "geen vestigingen", id="nothing"),
    ],
)
def test_what_cannot_move_is_told_at_once(source, target, administrator, said, words):
    given = {"source": "41001", "target": "41002", "location": "", "on": ON, **said}

    with pytest.raises(ValidationError, match=words):
        enter_takeover(actor=administrator, **given)

    assert not Takeover.objects.exists()


def test_only_administrators_move_schools_and_not_their_own(source, target, administrator):
    given = {"source": "41001", "target": "41002", "location": "", "on": ON}
    takeover = enter_takeover(actor=administrator, **given)
    own = PersonFactory(administrator=True)
    RoleFactory(person=own, organisation=target)

    for actor in (PersonFactory(hr_officer=True, role__organisation=source), own):
        with pytest.raises(PermissionDenied):
            enter_takeover(actor=actor, **given)
        with pytest.raises(PermissionDenied):
            confirm_takeover(takeover, actor=actor, on=ON)
        with pytest.raises(PermissionDenied):
            cancel_takeover(takeover, actor=actor)


class TestPages:
    def test_it_is_seen_before_it_is_done(self, client, source, target, administrator):
        applied(source, {})
        with time_machine.travel(ON):
            client.force_login(administrator)
            said = {"source": "41001", "target": "41002", "location": "00ab00", "on": "21-11-2026"}
            answer = client.post(reverse("schools:takeovers"), said, follow=True)
            assert "Dit gaat mee" in answer.text
            takeover = Takeover.objects.get()
            assert not target.staff.exists()

            done = client.post(reverse("schools:takeover_confirm", args=[takeover.pk]), follow=True)

        assert "1 benoeming ging mee" in done.text
        assert target.staff.count() == 1

    def test_officers_do_not_move_schools(self, client, source):
        client.force_login(PersonFactory(hr_officer=True, role__organisation=source))

        assert client.get(reverse("schools:takeovers")).status_code == 404

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_list_costs_the_same_for_three_as_for_one(
        self, client, source, target, administrator, count, django_assert_num_queries
    ):
        for n in range(count):
            moved(administrator, on=date(2027, 1, 1 + n))
        client.force_login(administrator)

        with django_assert_num_queries(6):
            client.get(reverse("schools:takeovers"))


def test_it_is_refused_where_nothing_is_left(source, target, administrator):
    moved(administrator)

    with pytest.raises(Refused, match="geen vestigingen"):
        moved(administrator)
