"""From a delivered row to a registered teacher."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Person
from core.models import AuditEvent, OutboxMessage
from register.models import Cycle, Qualification, Registration
from register.services.registrations import confirm_delivered, deliver_people
from tests.factories.accounts import PersonFactory
from tests.factories.register import QualificationFactory, RegistrationFactory
from tests.factories.schools import (
    AppointmentFactory,
    BasisFactory,
    BoardFactory,
    DeliveryFactory,
)

pytestmark = pytest.mark.django_db

ON = date(2026, 3, 2)


def delivered(*bases, on=ON):
    keys = {basis.appointment.staff.person_id for basis in bases}
    persons = Person.objects.filter(pk__in=keys).values_list("pk", flat=True)
    delivery = DeliveryFactory(applied=True, board=bases[0].appointment.staff.board)
    deliver_people(delivery, persons=persons, actor=delivery.approved_by, on=on)
    return delivery


def sections():
    return list(Registration.objects.values_list("section", flat=True))


def qualifications():
    return list(Qualification.objects.values_list("sector", "subject"))


class TestDelivered:
    def test_a_qualified_teacher_comes_in_the_register_unconfirmed(self):
        basis = BasisFactory(subject_areas=["NED"])

        delivered(basis)

        registration = Registration.objects.get()
        assert (registration.person, registration.section, registration.status) == (
            basis.appointment.staff.person,
            "register",
            "delivered",
        )
        assert (registration.delivered_on, registration.registered_on) == (ON, None)

    def test_nobody_is_mailed_and_no_cycle_begins(self):
        delivered(BasisFactory())

        assert not Cycle.objects.exists()
        assert not OutboxMessage.objects.exists()

    @pytest.mark.parametrize(
        ("basis", "category", "section"),
        [
            ({"code": "VO-VAC", "subject_areas": ["WIS"]}, 9, "anteroom"),
            ({"code": "MBO-INSTR", "subject_areas": []}, 14, "support"),
        ],
    )
    def test_each_ground_has_its_section(self, basis, category, section):
        delivered(BasisFactory(**basis, appointment__category=category))

        assert sections() == [section]

    def test_a_teacher_can_be_qualified_for_one_subject_and_not_for_another(self):
        appointment = AppointmentFactory()
        delivered(
            BasisFactory(appointment=appointment, subject_areas=["NED"]),
            BasisFactory(appointment=appointment, code="VO-VAC", subject_areas=["WIS"]),
        )

        assert sections() == ["anteroom", "register"]

    def test_who_begins_after_the_summer_need_not_wait(self):
        delivered(BasisFactory(since=date(2026, 8, 1)))

        assert sections() == ["register"]

    def test_what_is_over_places_nobody(self):
        delivered(BasisFactory(until=date(2026, 1, 1)))

        assert sections() == []

    def test_the_same_delivery_again_changes_nothing(self):
        basis = BasisFactory()
        delivered(basis)

        again = delivered(basis, on=date(2026, 4, 1))

        assert Registration.objects.get().delivered_on == ON
        assert AuditEvent.objects.about(again).get().data == {
            "registrations": 0,
            "qualifications": 0,
        }

    def test_who_was_struck_off_stays_struck_off(self):
        registration = RegistrationFactory(struck_off=True)

        delivered(BasisFactory(appointment__staff__person=registration.person))

        registration.refresh_from_db()
        assert registration.status == "struck_off"

    def test_who_left_the_section_comes_back_in_it(self):
        registration = RegistrationFactory(left=True)

        delivered(BasisFactory(appointment__staff__person=registration.person))

        registration.refresh_from_db()
        assert registration.status == "registered"

    def test_another_section_brings_nobody_back(self):
        registration = RegistrationFactory(anteroom=True, left=True)

        delivered(BasisFactory(appointment__staff__person=registration.person))

        registration.refresh_from_db()
        assert registration.status == "left"

    def test_it_is_one_act_of_who_approved_the_delivery(self):
        delivery = delivered(BasisFactory(subject_areas=["NED", "GES"]))

        act = AuditEvent.objects.about(delivery).get()
        assert (act.action, act.actor, act.data) == (
            "delivery.placed",
            delivery.approved_by,
            {"registrations": 1, "qualifications": 2},
        )

    def test_people_alike_are_placed_together_and_each_by_their_own_grounds(self):
        board = BoardFactory()
        bases = [
            BasisFactory(appointment__staff__board=board, **ground)
            for ground in (
                {"subject_areas": ["NED"]},
                {"subject_areas": ["NED"]},
                {"code": "VO-VAC", "subject_areas": ["NED"]},
            )
        ]

        delivered(*bases)

        places = Registration.objects.order_by("person").values_list("person", "section")
        assert list(places) == [
            (basis.appointment.staff.person_id, section)
            for basis, section in zip(bases, ["register", "register", "anteroom"], strict=True)
        ]

    def test_a_country_takes_as_many_queries_as_one_teacher(self):
        first, *others = [BasisFactory() for _ in range(4)]
        with CaptureQueriesContext(connection) as one:
            delivered(first)
        with CaptureQueriesContext(connection) as many:
            delivered(*others)

        assert len(many) == len(one)


class TestQualifications:
    @pytest.mark.parametrize(
        ("code", "areas", "proposed"),
        [
            ("VO-GET", ["GES", "NED"], [("vo", "GES"), ("vo", "NED")]),
            ("PO-GET", [], [("po", "GR")]),
            ("PO-GET", ["LO"], [("po", "LO")]),
            ("VO-GET", [], [("vo", "")]),
            ("MBO-HBO", ["BVK:metselen"], [("mbo", "BVK:metselen")]),
            ("VO-VAC", ["WIS"], []),
        ],
    )
    def test_a_qualified_ground_proposes_them(self, code, areas, proposed):
        delivered(BasisFactory(code=code, subject_areas=areas))

        assert qualifications() == proposed

    def test_the_board_saw_the_proof(self):
        basis = BasisFactory()

        delivered(basis)

        found = Qualification.objects.get()
        assert (found.proof, found.basis_code, found.checked_by_id, found.checked_on) == (
            "basis",
            "VO-GET",
            basis.appointment.staff.board_id,
            ON,
        )
        assert found.confirmed_on is None

    def test_a_second_board_adds_nothing_to_what_is_known(self):
        first = BasisFactory()
        delivered(first)

        delivered(
            BasisFactory(
                appointment__staff__person=first.appointment.staff.person,
                appointment__staff__board=BoardFactory(),
            )
        )

        assert Qualification.objects.get().checked_by_id == first.appointment.staff.board_id


class TestConfirm:
    def test_from_now_on_the_teacher_is_registered(self):
        registration = RegistrationFactory(delivered=True)
        qualification = QualificationFactory(person=registration.person, proposed=True)

        confirm_delivered(registration.person, actor=registration.person, on=ON)

        registration.refresh_from_db()
        qualification.refresh_from_db()
        assert (registration.status, registration.registered_on) == ("registered", ON)
        assert qualification.confirmed_on == ON

    def test_the_first_cycle_begins_and_is_no_shorter_than_four_years(self):
        registration = RegistrationFactory(delivered=True, person__number="LR0000000010")

        confirm_delivered(registration.person, actor=registration.person, on=ON)

        cycle = registration.cycles.get()
        assert (cycle.since, cycle.counted_since, cycle.status) == (ON, ON, "open")
        assert cycle.until == cycle.planned_until
        assert date(2030, 3, 2) <= cycle.until <= date(2031, 3, 2)

    @pytest.mark.parametrize("section", ["anteroom", "support"])
    def test_elsewhere_no_cycle_begins(self, section):
        registration = RegistrationFactory(delivered=True, **{section: True})

        confirm_delivered(registration.person, actor=registration.person, on=ON)

        registration.refresh_from_db()
        assert registration.status == "registered"
        assert not registration.cycles.exists()

    def test_the_boards_records_are_confirmed_with_it(self):
        staff = BasisFactory(
            appointment__staff__person=PersonFactory(teacher=True)
        ).appointment.staff
        RegistrationFactory(person=staff.person, delivered=True)

        confirm_delivered(staff.person, actor=staff.person, on=ON)

        staff.refresh_from_db()
        assert staff.confirmed_at is not None

    def test_confirming_twice_is_confirming_once(self):
        registration = RegistrationFactory(delivered=True)
        person = registration.person
        confirm_delivered(person, actor=person, on=ON)

        assert confirm_delivered(person, actor=person, on=date(2026, 3, 3)) == []

        registration.refresh_from_db()
        assert registration.registered_on == ON
        assert registration.cycles.count() == 1
        assert OutboxMessage.objects.count() == 1

    def test_nobody_confirms_for_another(self):
        registration = RegistrationFactory(delivered=True)

        with pytest.raises(PermissionDenied):
            confirm_delivered(registration.person, actor=PersonFactory(teacher=True), on=ON)

    def test_who_did_not_claim_the_record_does_not_confirm_it(self):
        registration = RegistrationFactory(delivered=True, person=PersonFactory())

        with pytest.raises(PermissionDenied):
            confirm_delivered(registration.person, actor=registration.person, on=ON)

    def test_it_is_written_down_by_whom(self):
        registration = RegistrationFactory(delivered=True)

        confirm_delivered(registration.person, actor=registration.person, on=ON)

        acts = AuditEvent.objects.order_by("pk").values_list("action", "actor")
        assert list(acts) == [
            ("registration.confirm", registration.person_id),
            ("cycle.started", registration.person_id),
        ]
