"""Reminders follow from the data: the latest step of the ladder, once."""

from datetime import date

import pytest

from core.models import OutboxMessage
from register.choices.cycles import CycleStatus
from register.models import Reminder
from register.services.reminders import Tally, send_reminders
from tests.factories.register import CycleFactory
from tests.races import at_once

pytestmark = pytest.mark.django_db

SIX_MONTHS = date(2026, 1, 31)  # before the last day of CycleFactory


def steps():
    return list(Reminder.objects.order_by("pk").values_list("step", flat=True))


@pytest.mark.parametrize(
    ("on", "step"),
    [
        (date(2025, 7, 30), []),
        (date(2025, 7, 31), ["12_months"]),
        (SIX_MONTHS, ["6_months"]),
        (date(2026, 5, 8), ["12_weeks"]),
        (date(2026, 6, 19), ["6_weeks"]),
        (date(2026, 7, 17), ["2_weeks"]),
        (date(2026, 7, 31), ["last_day"]),
        (date(2026, 8, 1), []),
    ],
)
def test_a_running_cycle_is_reminded_at_each_step(on, step):
    CycleFactory()

    send_reminders(on=on)

    assert steps() == step


@pytest.mark.parametrize(
    ("on", "step"),
    [
        (date(2026, 8, 31), []),
        (date(2026, 9, 1), ["conditional_1_month"]),
        (date(2026, 11, 1), ["conditional_3_months"]),
        (date(2027, 1, 1), ["conditional_5_months"]),
        (date(2027, 2, 1), []),
    ],
)
def test_the_extra_time_has_a_ladder_of_its_own(on, step):
    CycleFactory(conditional=True)

    send_reminders(on=on)

    assert steps() == step


def test_the_extra_time_of_who_was_told_late_counts_from_then():
    CycleFactory(conditional=True, decided_on=date(2026, 9, 15), until=date(2027, 3, 15))

    assert send_reminders(on=date(2026, 10, 14)).due == 0
    assert send_reminders(on=date(2026, 10, 15)).posted == 1


@pytest.mark.parametrize("status", [{"submitted": True}, {"renewed": True}])
def test_who_asked_or_was_renewed_is_left_alone(status):
    CycleFactory(**status)

    assert send_reminders(on=SIX_MONTHS) == Tally(due=0, posted=0)


def test_the_reminder_is_posted_with_its_row():
    CycleFactory()

    send_reminders(on=SIX_MONTHS)

    reminder = Reminder.objects.get()
    message = OutboxMessage.objects.get()
    assert reminder.posted_on == SIX_MONTHS
    assert (message.key, message.task, message.kwargs) == (
        f"reminder-{reminder.pk}",
        "register.tasks.send_reminder",
        {"reminder": reminder.pk},
    )


def test_the_same_day_again_posts_nothing():
    CycleFactory()
    first = send_reminders(on=SIX_MONTHS)

    again = send_reminders(on=SIX_MONTHS)

    assert (first, again) == (Tally(due=1, posted=1), Tally(due=1, posted=0))
    assert again.already == 1
    assert OutboxMessage.objects.count() == 1


def test_a_scheduler_that_slept_a_week_sends_the_one_that_is_still_useful():
    CycleFactory()
    send_reminders(on=date(2026, 5, 7))

    send_reminders(on=date(2026, 6, 26))

    assert steps() == ["6_months", "6_weeks"]


def test_each_step_goes_out_once_in_the_life_of_a_cycle():
    CycleFactory()
    for month, day in [(5, 7), (5, 8), (5, 9), (5, 8), (6, 19), (6, 20)]:
        send_reminders(on=date(2026, month, day))

    assert steps() == ["6_months", "12_weeks", "6_weeks"]


@pytest.mark.parametrize("cycles", [1, 3])
def test_a_country_takes_as_many_queries_as_one_teacher(cycles, django_assert_max_num_queries):
    CycleFactory.create_batch(cycles)
    CycleFactory(status=CycleStatus.OPEN)
    send_reminders(on=date(2025, 1, 1))  # the rule set is read

    with django_assert_max_num_queries(9):
        send_reminders(on=SIX_MONTHS)


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_once_post_each_reminder_once():
    CycleFactory.create_batch(20)

    tallies = at_once(lambda: send_reminders(on=SIX_MONTHS), times=4)

    assert sum(tally.posted for tally in tallies) == 20
    assert Reminder.objects.count() == OutboxMessage.objects.count() == 20
