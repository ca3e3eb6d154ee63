"""What the clock starts, on the day that the portal thinks it is."""

from datetime import date

import pytest

from register import schedule
from register.models import Reminder
from tests.factories.register import CycleFactory

pytestmark = pytest.mark.django_db


def test_every_day_reminders_go_out():
    CycleFactory(planned_until=date(2026, 9, 3))  # its last day is six months on

    schedule.send_reminders()

    assert Reminder.objects.get().step == "6_months"


def test_every_day_cycles_that_ended_are_closed():
    cycle = CycleFactory(planned_until=date(2026, 3, 2))

    assert schedule.close_ended_cycles() == 1

    cycle.refresh_from_db()
    assert cycle.status == "conditional"
