"""Work that the clock starts."""

from celery import shared_task

from core import clock

from .services import cycles, figures, reminders


@shared_task
def send_reminders() -> None:
    reminders.send_reminders(on=clock.today())


@shared_task
def close_ended_cycles() -> int:
    return cycles.close_ended(on=clock.today())


@shared_task
def publish_figures() -> int:
    return figures.publish_figures(on=clock.today())
