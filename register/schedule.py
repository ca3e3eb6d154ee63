"""Work that the clock starts."""

from celery import shared_task
from django.utils import timezone

from core import clock

from .services import admissions, checks, cycles, draws, figures, lifetimes, listings, reminders


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
def forget_checks() -> int:
    return checks.forget_checks(now=timezone.now())


@shared_task
def forget_admissions() -> int:
    """Throw away what people began and did not finish."""
    return admissions.forget_admissions(on=clock.today())


@shared_task
def refresh_listings() -> None:
    """Find teachers under the names that they have now, and where they work who show it."""
    listings.refresh_listings()
    listings.refresh_places(on=clock.today())


@shared_task
def close_extra_time() -> int:
    return cycles.close_extra_time(on=clock.today())


@shared_task
def let_go_of_leavers() -> int:
    return lifetimes.let_go_of_leavers(on=clock.today())
