"""Jobs that Celery beat starts."""

from celery import shared_task
from django.utils import timezone

from .services import clients


@shared_task
def forget_answers() -> int:
    """Delete the stored API answers whose retention term is over."""
    return clients.forget_answers(now=timezone.now())
