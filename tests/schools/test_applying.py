"""From bytes to records: what a delivery does to people, appointments and bases."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.identifiers import bsn_digest
from accounts.models import Person, PersonIdentifier
from core.models import AuditEvent, OutboxMessage
from schools.models import Appointment, AppointmentBasis, PastEmployment, StaffRecord
from schools.services.checks import apply_delivery
from schools.signals import delivery_processed
from tests.factories.accounts import PersonFactory, valid_bsn
from tests.factories.schools import BoardFactory, LocationFactory

from .deliveries import ON, applied, approved

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    board = BoardFactory()
    LocationFactory(school__brin="00AB", board=board)
    return board


def test_a_new_teacher_becomes_a_person_with_a_number_an_appointment_and_a_basis(board):
    delivery = applied(board, {})

    staff = StaffRecord.objects.get()
    person = Person.objects.get(number__startswith="LR")
    appointment = Appointment.objects.get()
    basis = AppointmentBasis.objects.get()
    assert (delivery.status, delivery.rows, delivery.new) == ("applied", 1, 1)
    assert (staff.person, staff.board, staff.staff_number, staff.email) == (
        person,
        board,
        "P-1",
        "n.bakker@school.example",
    )
    assert (person.full_name, person.birth_date, person.gender, person.sort_key, person.email) == (
        "Noor Bakker",
        date(1990, 4, 12),
        "V",
        "bakker noor",
        "",
    )
    assert not person.has_usable_password()
    assert bytes(person.identifiers.get().digest) == bsn_digest(valid_bsn(1))
    assert person.identifiers.get().tail() == valid_bsn(1)[-3:]
    assert (appointment.location.code, appointment.category, appointment.fte) == (
        "00AB00",
        9,
        Decimal("0.8"),
    )
    assert (appointment.since, appointment.until, appointment.employed_since) == (
        date(2026, 11, 1),
        None,
        date(2026, 11, 1),
    )
    assert (basis.code, basis.subject_areas, basis.since) == ("VO-GET", [], date(2026, 11, 1))


def test_two_bases_of_one_appointment_share_it(board):
    applied(
        board,
        {"begin": "2025-08-01"},
        {"grondslagcode": "VO-VERV", "onderwijsterreinen": "WIS", "einde": "2027-01-31"},
    )

    appointment = Appointment.objects.get()
    assert (appointment.bases.count(), appointment.since, appointment.until) == (
        2,
        date(2025, 8, 1),
        None,
    )


def test_what_is_known_already_changes_nothing(board):
    applied(board, {})
    before = AuditEvent.objects.filter(action="person.delivered").count()

    delivery = applied(board, {"mutatiesoort": "W"}, on=date(2026, 11, 22))

    assert (delivery.unchanged, delivery.new, delivery.changed) == (1, 0, 0)
    assert AuditEvent.objects.filter(action="person.delivered").count() == before
    assert AppointmentBasis.objects.count() == 1


def test_a_change_of_size_keeps_what_it_was_before(board):
    applied(board, {"begin": "2025-08-01"})

    delivery = applied(
        board,
        {
            "begin": "2025-08-01",
            "betrekkingsomvang": "1",
            "mutatiesoort": "W",
            "mutatiedatum": "2026-11-16",
        },
    )

    appointment = Appointment.objects.get()
    past = PastEmployment.objects.get()
    assert delivery.changed == 1
    assert (appointment.fte, appointment.employed_since) == (Decimal(1), date(2026, 11, 16))
    assert (past.fte, past.since, past.until) == (
        Decimal("0.8"),
        date(2025, 8, 1),
        date(2026, 11, 16),
    )


def test_a_change_that_reaches_back_takes_the_place_of_later_ones(board):
    started = {"begin": "2025-08-01"}
    change = started | {"mutatiesoort": "W"}
    applied(board, started)
    applied(board, change | {"betrekkingsomvang": "0,9", "mutatiedatum": "2026-03-01"})
    applied(board, change | {"betrekkingsomvang": "1,0", "mutatiedatum": "2026-06-01"})

    applied(board, change | {"betrekkingsomvang": "0,5", "mutatiedatum": "2026-02-01"})

    appointment = Appointment.objects.get()
    assert (appointment.fte, appointment.employed_since) == (Decimal("0.5"), date(2026, 2, 1))
    assert list(PastEmployment.objects.values_list("fte", "since", "until")) == [
        (Decimal("0.8"), date(2025, 8, 1), date(2026, 2, 1))
    ]


def test_a_change_from_the_first_day_on_leaves_no_past(board):
    applied(board, {"begin": "2025-08-01"})

    applied(
        board,
        {
            "begin": "2025-08-01",
            "betrekkingsomvang": "1",
            "mutatiesoort": "W",
            "mutatiedatum": "2025-07-01",
        },
    )

    assert Appointment.objects.get().employed_since == date(2025, 8, 1)
    assert not PastEmployment.objects.exists()


def test_an_ended_basis_ends_the_day_after_its_last_and_so_does_its_appointment(board):
    applied(board, {"begin": "2025-08-01"})

    delivery = applied(board, {"begin": "2025-08-01", "einde": "2026-11-30", "mutatiesoort": "B"})

    assert delivery.ended == 1
    assert AppointmentBasis.objects.get().until == date(2026, 12, 1)
    assert Appointment.objects.get().until == date(2026, 12, 1)


def test_a_moved_begin_is_a_change_of_the_same_basis(board):
    applied(board, {})

    delivery = applied(board, {"begin": "2026-10-01", "mutatiesoort": "W"})

    basis, appointment = AppointmentBasis.objects.get(), Appointment.objects.get()
    assert delivery.changed == 1
    assert {basis.since, appointment.since, appointment.employed_since} == {date(2026, 10, 1)}


def test_what_was_never_so_is_voided_and_kept(board):
    applied(board, {})

    delivery = applied(board, {"mutatiesoort": "V"})

    assert delivery.voided == 1
    assert AppointmentBasis.objects.get().voided_at is not None
    assert Appointment.objects.get().voided_at is not None


def test_one_of_two_bases_is_voided_and_the_appointment_shrinks(board):
    applied(board, {"begin": "2025-08-01"}, {"grondslagcode": "VO-EG", "begin": "2026-01-01"})

    applied(board, {"begin": "2025-08-01", "mutatiesoort": "V"})

    appointment = Appointment.objects.get()
    assert (appointment.since, appointment.voided_at) == (date(2026, 1, 1), None)


def test_who_comes_back_after_a_voided_appointment_gets_a_new_one(board):
    applied(board, {})
    applied(board, {"mutatiesoort": "V"})

    applied(board, {}, on=date(2026, 11, 22))

    assert Appointment.objects.filter(voided_at=None).count() == 1
    assert Person.objects.filter(number__startswith="LR").count() == 1


def test_a_new_name_is_taken_over_and_history_knows_the_old_one_and_the_delivery(board):
    applied(board, {})

    delivery = applied(board, {"geslachtsnaam": "Bakker-de Wit", "mutatiesoort": "W"})

    staff = StaffRecord.objects.get()
    assert (staff.family_name, staff.person.family_name, staff.sort_key) == (
        "Bakker-de Wit",
        "Bakker-de Wit",
        "bakker-de wit noor",
    )
    versions = staff.events.order_by("pgh_id")
    assert [version.family_name for version in versions] == ["Bakker", "Bakker-de Wit"]
    assert versions.last().pgh_context.metadata == {"delivery": delivery.pk}


def test_who_claimed_the_record_keeps_the_own_name(board):
    applied(board, {})
    Person.objects.filter(number__startswith="LR").update(claimed_at="2026-11-20T10:00Z")

    applied(board, {"geslachtsnaam": "Bakker-de Wit", "mutatiesoort": "W"})

    staff = StaffRecord.objects.get()
    assert (staff.family_name, staff.person.family_name) == ("Bakker-de Wit", "Bakker")


def test_an_empty_gender_or_email_says_nothing(board):
    applied(board, {})

    applied(
        board,
        {"geslacht": "", "email": "", "betrekkingsomvang": "1", "mutatiesoort": "W"},
    )

    staff = StaffRecord.objects.get()
    assert (staff.gender, staff.email, staff.person.gender) == ("V", "n.bakker@school.example", "V")


def test_two_boards_deliver_one_person_and_each_keeps_its_own_words(board):
    other = BoardFactory()
    LocationFactory(school__brin="00AC", board=other)
    applied(board, {})

    applied(other, {"vestiging": "00AC00", "personeelsnummer": "77", "voornamen": "Eleonora"})

    person = Person.objects.get(number__startswith="LR")
    assert list(
        person.staff_records.order_by("pk").values_list("board", "staff_number", "given_names")
    ) == [(board.pk, "P-1", "Noor"), (other.pk, "77", "Eleonora")]
    assert person.given_names == "Eleonora"


def test_staff_who_are_not_for_the_register_leave_no_trace(board):
    delivery = applied(
        board, {}, {"personeelsnummer": "P-2", "bsn": valid_bsn(2), "functiecategorie": "1"}
    )

    assert (delivery.new, delivery.skipped) == (1, 1)
    assert not PersonIdentifier.objects.filter(digest=bsn_digest(valid_bsn(2))).exists()
    skipped = delivery.delivery_rows.get(outcome="skipped")
    assert (skipped.digest, skipped.family_name) == (None, "")


def test_the_good_rows_are_applied_where_the_officer_chose_so(board):
    delivery = applied(board, {}, {"personeelsnummer": "P-2", "bsn": "900000001"}, choice="good")

    assert (delivery.status, delivery.new, delivery.rejected) == ("applied", 1, 1)
    assert StaffRecord.objects.count() == 1


def test_a_corrected_bsn_stays_with_the_person_and_the_old_one_becomes_an_alias(board):
    applied(board, {})
    person = StaffRecord.objects.get().person

    delivery = applied(board, {"bsn": valid_bsn(2), "mutatiesoort": "W"})

    assert delivery.changed == 1
    assert StaffRecord.objects.get().person == person
    assert [
        (bytes(identifier.digest), identifier.retired_at is None)
        for identifier in person.identifiers.order_by("pk")
    ] == [(bsn_digest(valid_bsn(1)), False), (bsn_digest(valid_bsn(2)), True)]


def test_a_bsn_that_is_of_somebody_else_leads_to_that_person(board):
    applied(board, {}, {"personeelsnummer": "P-2", "bsn": valid_bsn(2)})
    second = StaffRecord.objects.get(staff_number="P-2").person

    applied(board, {"bsn": valid_bsn(2), "mutatiesoort": "W"})

    assert StaffRecord.objects.get(staff_number="P-1").person == second
    assert PersonIdentifier.objects.filter(retired_at=None).count() == 2


def test_a_bsn_that_another_board_knows_this_person_by_stays_with_them(board):
    other = BoardFactory()
    LocationFactory(school__brin="00AC", board=other)
    applied(board, {})
    applied(other, {"vestiging": "00AC00"})
    shared = StaffRecord.objects.get(board=other).person

    applied(board, {"bsn": valid_bsn(2), "mutatiesoort": "W"})

    moved = StaffRecord.objects.get(board=board).person
    assert StaffRecord.objects.get(board=other).person == shared
    assert moved != shared
    assert bytes(moved.identifiers.get().digest) == bsn_digest(valid_bsn(2))


def test_applying_is_audited_for_the_delivery_and_for_each_person(board):
    delivery = applied(board, {}, {"personeelsnummer": "P-2", "bsn": valid_bsn(2)})

    ours = AuditEvent.objects.filter(subject__in=["schools.delivery", "accounts.person"])
    ours = ours.exclude(action="delivery.placed")  # what the register does with it
    events = ours.filter(actor=delivery.approved_by).order_by("pk")
    assert [event.action for event in events] == [
        "delivery.hand_in",
        "delivery.approve",
        "delivery.apply",
        "person.delivered",
        "person.delivered",
    ]
    people = Person.objects.filter(staff_records__board=board)
    assert {event.subject_pk for event in events if event.action == "person.delivered"} == set(
        people.values_list("pk", flat=True)
    )
    assert events.last().data == {"delivery": delivery.pk}


def test_applying_posts_the_receipt_once(board):
    delivery = applied(board, {})
    apply_delivery(delivery, actor=None)

    assert OutboxMessage.objects.get(key=f"receipt-{delivery.pk}").kwargs == {"pk": delivery.pk}
    assert StaffRecord.objects.count() == 1


def test_the_register_hears_of_everybody_who_was_touched(board):
    heard = []

    def hear(sender, delivery, persons, on, **kwargs):
        heard.append((delivery.pk, list(persons), on))

    delivery_processed.connect(hear)
    delivery = applied(board, {})
    delivery_processed.disconnect(hear)

    assert heard == [(delivery.pk, [StaffRecord.objects.get().person_id], ON)]


def test_where_the_outcome_is_not_what_was_approved_nothing_is_applied(board):
    first = approved(board, {})
    second = approved(
        board, {"betrekkingsomvang": "0,5"}, {"personeelsnummer": "P-2", "bsn": valid_bsn(2)}
    )
    apply_delivery(first, actor=first.approved_by)
    seen = second.preview_digest

    second = apply_delivery(second, actor=second.approved_by)

    assert (second.status, second.new, second.changed) == ("checked", 1, 1)
    assert (second.approved_by, second.choice, second.preview_digest == seen) == (None, "", False)
    assert Appointment.objects.get().fte == Decimal("0.8")


def test_where_only_something_else_changed_in_the_meantime_it_is_applied(board):
    delivery = approved(board, {})
    applied(board, {"personeelsnummer": "P-2", "bsn": valid_bsn(2)})

    delivery = apply_delivery(delivery, actor=delivery.approved_by)

    assert (delivery.status, StaffRecord.objects.count()) == ("applied", 2)


def test_a_school_that_went_to_another_board_in_the_meantime_is_seen(board):
    delivery = approved(board, {})
    board.governances.update(board=BoardFactory())

    delivery = apply_delivery(delivery, actor=delivery.approved_by)

    assert (delivery.status, delivery.rejected) == ("checked", 1)


def test_the_same_number_is_never_drawn_twice(board, monkeypatch):
    taken = PersonFactory(teacher=True).number
    drawn = iter([taken, "LR0000000010", "LR0000000010", "LR0000000028"])
    monkeypatch.setattr("schools.merge.new_number", lambda: next(drawn))

    applied(board, {}, {"personeelsnummer": "P-2", "bsn": valid_bsn(2)})

    assert set(StaffRecord.objects.values_list("person__number", flat=True)) == {
        "LR0000000010",
        "LR0000000028",
    }
