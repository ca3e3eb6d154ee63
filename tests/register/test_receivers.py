"""A board's delivery reaches the register."""

from datetime import date

import pytest

from core.models import AuditEvent
from register.models import Cycle, Qualification, Registration
from schools.services.checks import apply_delivery, check_delivery
from schools.services.deliveries import approve, hand_in
from tests.factories.accounts import PersonFactory
from tests.factories.schools import BoardFactory, LocationFactory, staff_file

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 21)


@pytest.fixture
def applied():
    """Deliver one qualified teacher, from the bytes of the file to the receipt."""
    board = BoardFactory()
    LocationFactory(school__brin="00AB", board=board)
    officer = PersonFactory(hr_officer=True, role__organisation=board)
    delivery = hand_in(
        board,
        actor=officer,
        file_name="personeel.csv",
        data=staff_file({"onderwijsterreinen": "NED"}),
        kind="changes",
        on=ON,
    )
    check_delivery(delivery, actor=None)
    delivery.refresh_from_db()
    approve(delivery, actor=officer, digest=delivery.preview_digest, choice="all")
    return apply_delivery(delivery, actor=officer)


def test_a_delivered_teacher_has_a_place_that_nobody_sees_yet(applied):
    registration = Registration.objects.get()
    qualification = Qualification.objects.get()
    assert (registration.section, registration.status, registration.delivered_on) == (
        "register",
        "delivered",
        ON,
    )
    assert registration.person.number.startswith("LR")
    assert (qualification.person, qualification.subject, qualification.confirmed_on) == (
        registration.person,
        "NED",
        None,
    )
    assert qualification.checked_by_id == applied.board_id
    assert not Cycle.objects.exists()


def test_it_is_written_down_who_approved_that(applied):
    act = AuditEvent.objects.about(applied).get(action="delivery.placed")

    assert (act.actor, act.data) == (
        applied.approved_by,
        {"registrations": 1, "qualifications": 1},
    )
