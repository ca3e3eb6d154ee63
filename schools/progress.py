"""How far the check of a delivery is, for whoever waits for it.

Nobody else sees what a check writes before it is done, so this stands in the cache; it may be lost.
"""

from django.core.cache import cache

from .models import Delivery

KEPT = 3600  # seconds


def tell_rows_checked(delivery: Delivery, rows: int) -> None:
    cache.set(f"rows-checked-{delivery.pk}", rows, KEPT)


def rows_checked(delivery: Delivery) -> int:
    return cache.get(f"rows-checked-{delivery.pk}") or 0
