"""Drawing the catalogue again soon after something in it changed."""

import logging

from celery import current_app
from django.core.cache import cache
from django.db import transaction
from kombu.exceptions import OperationalError

SOON = 2  # seconds, in which other changes come along

logger = logging.getLogger(__name__)


def redraw() -> None:
    """Have the catalogue drawn again soon after this transaction; the clock does so each minute."""
    transaction.on_commit(_ask)


def _ask() -> None:
    if not cache.add("catalogue-asked", True, SOON):
        return
    try:
        draw = current_app.tasks["cpd.schedule.draw_catalogue"]
        draw.apply_async(kwargs={"changed": True}, countdown=SOON, retry=False)
    except OperationalError:
        logger.warning("broker unreachable; the clock will draw the catalogue")
