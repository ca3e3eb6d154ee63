import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("teacher-register")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="schedule")
app.conf.beat_schedule = {
    "sweep-outbox": {"task": "core.schedule.sweep_outbox", "schedule": 60.0},
    "draw-catalogue": {"task": "cpd.schedule.draw_catalogue", "schedule": 60.0},
    "seal-audit": {"task": "core.schedule.seal_audit", "schedule": 60.0},
    "forget-answers": {
        "task": "accounts.schedule.forget_answers",
        "schedule": crontab(minute=20),
    },
    "forget": {
        "task": "register.schedule.forget",
        "schedule": crontab(hour=3, minute=20),
    },
    "end-validity-of-offers": {
        "task": "cpd.schedule.end_validity",
        "schedule": crontab(hour=0, minute=15),
    },
    "move-schools": {
        "task": "schools.schedule.move_schools",
        "schedule": crontab(hour=0, minute=30),
    },
    "escalate-disputes": {
        "task": "schools.schedule.escalate_disputes",
        "schedule": crontab(hour=5, minute=30),
    },
    "remind-of-verdicts": {
        "task": "cpd.schedule.remind_of_verdicts",
        "schedule": crontab(hour=7, minute=30),
    },
    "close-ended-cycles": {
        "task": "register.schedule.close_ended_cycles",
        "schedule": crontab(hour=6, minute=0),
    },
    "prepare-sample": {
        "task": "register.schedule.prepare_sample",
        "schedule": crontab(hour=0, minute=45),
    },
    "publish-figures": {
        "task": "register.schedule.publish_figures",
        "schedule": crontab(hour=4, minute=30),
    },
    "refresh-listings": {
        "task": "register.schedule.refresh_listings",
        "schedule": crontab(hour=4, minute=30),
    },
    "clear-letters": {
        "task": "schools.schedule.clear_letters",
        "schedule": crontab(hour=1, minute=30),
    },
    "close-extra-time": {
        "task": "register.schedule.close_extra_time",
        "schedule": crontab(hour=6, minute=15),
    },
    "let-go-of-leavers": {
        "task": "register.schedule.let_go_of_leavers",
        "schedule": crontab(hour=6, minute=30),
    },
    "send-reminders": {
        "task": "register.schedule.send_reminders",
        "schedule": crontab(hour=7, minute=0),
    },
}


@setup_logging.connect
def keep_djangos_logging(**kwargs) -> None:
    """Receiving this signal stops Celery from replacing the logging of the settings."""
