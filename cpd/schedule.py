"""Jobs that Celery beat starts."""

from celery import shared_task

from core import clock

from .selectors.catalogue import draw_index
from .services.judging import expire_offers
from .services.reviews import remind_validators
from .services.sessions import forget_past_sessions


@shared_task
def end_validity() -> None:
    """End the offers whose last valid day was yesterday or before; past sessions go along."""
    expire_offers(on=clock.today())
    forget_past_sessions(on=clock.today())


@shared_task
def remind_of_verdicts() -> None:
    remind_validators(on=clock.today())


@shared_task
def draw_catalogue(*, changed: bool = False) -> None:
    """Recount the results of each filter of the catalogue, so that no visitor waits for that.

    Where something on a card ``changed``, pages are drawn anew as well.
    """
    draw_index(on=clock.today(), changed=changed)
