"""Encrypting again, with the key of today, what was encrypted with an older one.

Each app that keeps secret values says in its ``rotation.py`` how to find them; the command
``rotate_field_keys`` asks them all.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.module_loading import autodiscover_modules

from . import crypto

_rotations: dict[str, Callable[[], int]] = {}


def register(name: str, rotate: Callable[[], int]) -> None:
    """Have ``rotate`` called; it returns how many rows it encrypted again."""
    _rotations[name] = rotate


def rotate_all() -> dict[str, int]:
    """Encrypt everything with the key of today; return how many rows of each name were not."""
    autodiscover_modules("rotation")
    return {name: rotate() for name, rotate in _rotations.items()}


def rotate_column(rows: QuerySet[Any], field: str, *, bound_to: Callable[[Any], str]) -> int:
    """Encrypt a column again; ``bound_to`` gives the words to which the value of a row is bound."""

    def renew(row: Any) -> bool:
        sealed = getattr(row, field)
        if sealed is None or crypto.is_current(sealed):
            return False
        plain = crypto.decrypt(sealed, bound_to=bound_to(row))
        setattr(row, field, crypto.encrypt(plain, bound_to=bound_to(row)))
        return True

    return rotate_rows(rows, field, renew)


def rotate_rows(
    rows: QuerySet[Any], field: str, renew: Callable[[Any], bool], *, at_once: int = 1_000
) -> int:
    """Renew a field of many rows, so many at once, while others work on.

    ``renew`` changes the field of a row where that is needed, and tells whether it did.
    """
    rotated, last = 0, 0
    while page := _rotate_page(rows.filter(pk__gt=last).order_by("pk")[:at_once], field, renew):
        number, last = page
        rotated += number
    return rotated


@transaction.atomic
def _rotate_page(
    rows: QuerySet[Any], field: str, renew: Callable[[Any], bool]
) -> tuple[int, int] | None:
    """Return how many rows were renewed and the key of the last; None where there are none."""
    page = list(rows.select_for_update(of=("self",)))
    renewed = [row for row in page if renew(row)]
    rows.model._base_manager.bulk_update(renewed, [field])
    return (len(renewed), page[-1].pk) if page else None
