"""The Celery schedule, doing each second what the portal does each minute or each day."""

from config.celery import app

EACH_SECOND = ("core.schedule.sweep_outbox", "register.schedule.send_reminders")

app.conf.beat_schedule = {
    name: {**app.conf.beat_schedule[name], "schedule": 1.0} for name in EACH_SECOND
}
