import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import setup_logging

EVERY_MINUTE = (
    "core.schedule.sweep_outbox",
    "core.schedule.seal_audit",
    "cpd.schedule.draw_catalogue",
)
EVERY_HOUR = {"accounts.schedule.forget_answers": 20}  # at which minute
EVERY_DAY = {  # at which hour and minute; never between two and three, for summer time
    "cpd.schedule.end_validity": (0, 15),
    "schools.schedule.move_schools": (0, 30),
    "register.schedule.prepare_sample": (0, 45),
    "schools.schedule.clear_letters": (1, 30),
    "register.schedule.forget": (3, 20),
    "register.schedule.publish_figures": (4, 30),
    "register.schedule.refresh_listings": (4, 30),
    "schools.schedule.escalate_disputes": (5, 30),
    "register.schedule.close_ended_cycles": (6, 0),
    "register.schedule.close_extra_time": (6, 15),
    "register.schedule.let_go_of_leavers": (6, 30),
    "register.schedule.send_reminders": (7, 0),
    "cpd.schedule.remind_of_verdicts": (7, 30),
}

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("teacher-register")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="schedule")
TIMES = {
    **dict.fromkeys(EVERY_MINUTE, 60.0),
    **{task: crontab(minute=minute) for task, minute in EVERY_HOUR.items()},
    **{task: crontab(hour=hour, minute=minute) for task, (hour, minute) in EVERY_DAY.items()},
}
app.conf.beat_schedule = {task: {"task": task, "schedule": when} for task, when in TIMES.items()}


@setup_logging.connect
def keep_djangos_logging(**kwargs) -> None:
    """Receiving this signal stops Celery from replacing the logging of the settings."""
