"""Two people, or one impatient one, do the same thing at once: it happens once."""

from datetime import date

import pytest

from core.errors import InvalidMove
from register.choices import Outcome
from register.models import Certificate, Cycle, Decision, Registration
from register.services.cycles import close_ended, submit_cycle
from register.services.decisions import decide_cycle
from register.services.registrations import confirm_delivered, deliver_people
from tests.factories.accounts import PersonFactory
from tests.factories.register import RegistrationFactory
from tests.factories.schools import BasisFactory, DeliveryFactory
from tests.register.races import at_once
from tests.register.teachers import teacher_with

pytestmark = pytest.mark.django_db(transaction=True)

ON = date(2026, 3, 2)
TIMES = 4


def test_a_request_that_is_pressed_four_times_is_one_request():
    cycle = teacher_with(hours=160)
    teacher = cycle.registration.person

    answers = at_once(lambda: submit_cycle(cycle, actor=teacher, declared=True, on=ON), times=TIMES)

    assert [type(answer) for answer in answers].count(InvalidMove) == TIMES - 1
    assert (Decision.objects.count(), Certificate.objects.count(), Cycle.objects.count()) == (
        1,
        1,
        2,
    )


def test_two_members_of_the_committee_decide_once():
    cycle = teacher_with(hours=159, submitted=True)
    members = [PersonFactory(committee=True) for _ in range(2)]

    answers = at_once(
        *[
            lambda member=member: decide_cycle(
                cycle,
                actor=member,
                outcome=Outcome.CONDITIONAL,
                motivation="U mist nog een uur.",
                on=ON,
            )
            for member in members
        ]
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["Decision", "InvalidMove"]
    assert Decision.objects.count() == 1


def test_a_cycle_that_ends_while_two_clocks_run_is_closed_once():
    teacher_with(hours=100)

    closed = at_once(lambda: close_ended(on=date(2026, 8, 1)), times=TIMES)

    assert sum(closed) == Decision.objects.count() == 1


def test_a_double_press_confirms_once():
    registration = RegistrationFactory(delivered=True)
    person = registration.person

    answers = at_once(lambda: confirm_delivered(person, actor=person, on=ON), times=TIMES)

    assert sorted(len(answer) for answer in answers) == [0, 0, 0, 1]
    assert registration.cycles.count() == 1


def test_two_boards_deliver_the_same_person_at_once():
    staff = BasisFactory().appointment.staff
    delivery = DeliveryFactory(applied=True, board=staff.board)

    at_once(
        lambda: deliver_people(delivery, persons=[staff.person_id], actor=None, on=ON),
        times=TIMES,
    )

    assert Registration.objects.count() == 1
