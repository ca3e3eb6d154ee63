from datetime import date

import pytest
import time_machine

from core import clock


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-07-01T21:59:00Z", date(2026, 7, 1)),
        ("2026-07-01T22:01:00Z", date(2026, 7, 2)),
        # The nights in which the clock is moved, at both midnights of them.
        ("2026-03-28T22:59:00Z", date(2026, 3, 28)),
        ("2026-03-28T23:01:00Z", date(2026, 3, 29)),
        ("2026-03-29T21:59:00Z", date(2026, 3, 29)),
        ("2026-03-29T22:01:00Z", date(2026, 3, 30)),
        ("2026-10-24T22:01:00Z", date(2026, 10, 25)),
        ("2026-10-25T22:59:00Z", date(2026, 10, 25)),
        ("2026-10-25T23:01:00Z", date(2026, 10, 26)),
        ("2028-02-28T23:01:00Z", date(2028, 2, 29)),
        ("2026-12-31T22:59:00Z", date(2026, 12, 31)),
        ("2026-12-31T23:01:00Z", date(2027, 1, 1)),
    ],
)
def test_today_is_the_day_in_the_netherlands(moment, day):
    with time_machine.travel(moment):
        assert clock.today() == day


def yesteryear():
    return date(2025, 1, 1)


def test_the_settings_may_name_another_clock(settings):
    settings.CLOCK = "tests.core.test_clock.yesteryear"

    assert clock.today() == date(2025, 1, 1)
