"""What the clock starts, and when."""

from celery.schedules import crontab

from config.celery import app

SKIPPED_OR_TWICE = 2
"""In the Netherlands this hour is not there in the night to summer time, and twice in the other."""


def test_nothing_is_started_in_the_hour_that_summer_time_takes_and_gives_back():
    nightly = {
        name: entry["schedule"]
        for name, entry in app.conf.beat_schedule.items()
        if isinstance(entry["schedule"], crontab) and len(entry["schedule"].hour) == 1
    }

    assert nightly
    assert not [name for name, when in nightly.items() if SKIPPED_OR_TWICE in when.hour]
