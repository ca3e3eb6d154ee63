"""Work that the clock starts."""

from celery import shared_task
from django.utils import timezone

from .services import clients


@shared_task
def forget_answers() -> int:
    """Delete the answers to machines that are kept no longer."""
    return clients.forget_answers(now=timezone.now())
