"""What the register asks of schools about people."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schools.models import Appointment
from schools.selectors import bases_of, delivered_data, sectors_of, teaching_spells
from tests.factories.schools import (
    AppointmentFactory,
    BasisFactory,
    BoardFactory,
    LocationFactory,
    StaffRecordFactory,
)

from .deliveries import applied

pytestmark = pytest.mark.django_db


def test_bases_of_all_boards_come_with_their_ground(django_assert_num_queries):
    basis = BasisFactory()
    person = basis.appointment.staff.person
    BasisFactory(appointment__staff=StaffRecordFactory(person=person), code="VO-VERV")
    BasisFactory(appointment=basis.appointment, code="VO-EG", voided_at="2026-11-01T10:00Z")
    without = StaffRecordFactory()

    with django_assert_num_queries(2):
        found = bases_of([person.pk, without.person_id])

    assert [
        (ground.code.code, ground.category, ground.subject_areas) for ground in found[person.pk]
    ] == [
        ("VO-GET", 9, ("WIS",)),
        ("VO-VERV", 9, ("WIS",)),
    ]
    assert list(found) == [person.pk]


def test_sectors_are_those_of_the_appointments_of_that_day():
    staff = StaffRecordFactory()
    AppointmentFactory(staff=staff)
    AppointmentFactory(
        staff=staff, location__sector="mbo", since=date(2020, 8, 1), until=date(2025, 8, 1)
    )

    assert sectors_of(staff.person_id, date(2026, 11, 21)) == frozenset({"vo"})
    assert sectors_of(staff.person_id, date(2024, 11, 21)) == frozenset({"mbo"})


def test_teaching_is_cut_where_the_size_of_the_job_changed():
    board = BoardFactory()
    LocationFactory(school__brin="00AB", board=board)
    started = {"begin": "2025-08-01", "einde": "2027-07-31", "grondslagcode": "VO-EG"}
    applied(board, started)
    applied(
        board,
        started | {"betrekkingsomvang": "1", "mutatiesoort": "W", "mutatiedatum": "2026-11-16"},
    )

    known = Appointment.objects.get()
    BasisFactory(appointment=known, since=date(2027, 1, 1))
    appointment = known.pk

    spells = teaching_spells(board.staff.get().person_id)

    assert [
        (spell.appointment, spell.sector, spell.code, spell.fte, spell.since, spell.until)
        for spell in spells
    ] == [
        (appointment, "vo", "VO-EG", Decimal("0.8"), date(2025, 8, 1), date(2026, 11, 16)),
        (appointment, "vo", "VO-EG", Decimal(1), date(2026, 11, 16), date(2027, 8, 1)),
        (appointment, "vo", "VO-GET", Decimal(1), date(2027, 1, 1), None),
    ]


def test_support_work_is_not_teaching():
    basis = BasisFactory(appointment__category=14, code="MBO-INSTR")

    assert teaching_spells(basis.appointment.staff.person_id) == []


def test_delivered_data_come_per_board_in_words_and_without_what_was_voided():
    basis = BasisFactory(subject_areas=["NAT", "WIS"])
    person = basis.appointment.staff.person
    BasisFactory(appointment=basis.appointment, voided_at="2026-11-01T10:00Z", code="VO-EG")
    StaffRecordFactory(person=person)

    [first, second] = delivered_data(person)

    [appointment] = first.appointments.all()
    [shown] = appointment.bases.all()
    assert (shown.title, shown.subjects) == (
        "getuigschrift lerarenopleiding",
        ["natuurkunde", "wiskunde"],
    )
    assert list(second.appointments.all()) == []


@pytest.mark.parametrize("read", [teaching_spells, lambda person: bases_of([person])])
def test_what_somebody_taught_is_found_by_index(read):
    """What PostgreSQL picks hangs on its counts, so it counts now and then hears of a country."""
    person = BasisFactory().appointment.staff.person
    with CaptureQueriesContext(connection) as captured:
        read(person.pk)
    asked = next(query["sql"] for query in captured if "schools_appointment" in query["sql"])

    with connection.cursor() as cursor:
        for table in ("staffrecord", "appointment", "appointmentbasis", "location"):
            cursor.execute(f"analyze schools_{table}")
        cursor.execute(
            "update pg_class set reltuples = 1000000 where relname in"
            " ('schools_staffrecord', 'schools_appointment', 'schools_appointmentbasis')"
        )
        cursor.execute("set local enable_seqscan = off")
        cursor.execute(f"explain {asked}")
        plan = "\n".join(line for (line,) in cursor)

    assert "one_appointment_per_function_and_location" in plan
