"""Jobs that Celery beat starts."""

from celery import shared_task
from django.utils import timezone

from core import clock

from .services import cycles, draws, figures, lifetimes, listings, reminders, retention


@shared_task
def send_reminders() -> None:
    reminders.send_reminders(on=clock.today())


@shared_task
def close_ended_cycles() -> int:
    return cycles.close_ended(on=clock.today())


@shared_task
def prepare_sample() -> None:
    """Fix the draw of the coming month, and publish the secrets of those that are over."""
    draws.prepare_draw(on=clock.today())
    draws.publish_secrets(on=clock.today())


@shared_task
def publish_figures() -> int:
    return figures.publish_figures(on=clock.today())


@shared_task
def forget() -> None:
    """Delete everything whose retention term is over (domain.md §2.7, §10.4)."""
    retention.forget(on=clock.today(), now=timezone.now())


@shared_task
def refresh_listings() -> None:
    """Update the search index with the present names, and the schools of teachers who show them."""
    listings.refresh_listings()
    listings.refresh_places(on=clock.today())


@shared_task
def close_extra_time() -> int:
    return cycles.close_extra_time(on=clock.today())


@shared_task
def let_go_of_leavers() -> int:
    return lifetimes.let_go_of_leavers(on=clock.today())
