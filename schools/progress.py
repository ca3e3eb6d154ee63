"""The progress of work on a delivery, for the people who wait for it.

What a check or an application writes is invisible until its transaction commits, so the progress is
kept in the cache; it may be lost.
"""

from django.core.cache import cache

from .models import Delivery, LetterBundle

KEPT = 3600  # seconds


def tell_rows_checked(delivery: Delivery, rows: int) -> None:
    cache.set(f"rows-checked-{delivery.pk}", rows, KEPT)


def rows_checked(delivery: Delivery) -> int:
    return cache.get(f"rows-checked-{delivery.pk}") or 0


def tell_step(delivery: Delivery, step: int) -> None:
    """Report that a step of applying, or of taking back, begins now; the first is 1."""
    cache.set(f"step-{delivery.pk}", step, KEPT)


def step_of(delivery: Delivery) -> int:
    """Return the step in progress; 0 if the work has not begun."""
    return cache.get(f"step-{delivery.pk}") or 0


def tell_letters_made(bundle: LetterBundle, letters: int) -> None:
    cache.set(f"letters-made-{bundle.pk}", letters, KEPT)


def letters_made(bundle: LetterBundle) -> int:
    return cache.get(f"letters-made-{bundle.pk}") or 0
