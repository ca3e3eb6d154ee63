"""Re-encrypting with the current key what was encrypted with an older one.

Each app that stores encrypted values registers in its ``rotation.py`` how to renew them; the
command ``rotate_field_keys`` runs them all.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.module_loading import autodiscover_modules

from . import crypto

AT_ONCE = 1_000
FILES_AT_ONCE = 5  # one can be tens of megabytes

_rotations: dict[str, Callable[[], int]] = {}


def register(name: str, rotate: Callable[[], int]) -> None:
    """Add a rotation; ``rotate`` returns how many rows it re-encrypted."""
    _rotations[name] = rotate


def rotate_all() -> dict[str, int]:
    """Encrypt everything with the current key; return per name how many rows that changed."""
    autodiscover_modules("rotation")
    return {name: rotate() for name, rotate in _rotations.items()}


def rotate_column(
    rows: QuerySet[Any], field: str, *, bound_to: Callable[[Any], str], at_once: int = AT_ONCE
) -> int:
    """Re-encrypt a column; ``bound_to`` returns what the value of a row is bound to."""

    def renew(row: Any) -> bool:
        sealed = getattr(row, field)
        if sealed is None or crypto.is_current(sealed):
            return False
        plain = crypto.decrypt(sealed, bound_to=bound_to(row))
        setattr(row, field, crypto.encrypt(plain, bound_to=bound_to(row)))
        return True

    return rotate_rows(rows, field, renew, at_once=at_once)


def rotate_rows(
    rows: QuerySet[Any], field: str, renew: Callable[[Any], bool], *, at_once: int = AT_ONCE
) -> int:
    """Renew a field of many rows, ``at_once`` per transaction, while others keep working.

    ``renew`` changes the field of a row where needed, and tells whether it did.
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
    """Return how many rows were renewed and the last primary key; None where there are no rows."""
    page = list(rows.select_for_update(of=("self",), no_key=True))
    renewed = [row for row in page if renew(row)]
    rows.model._base_manager.bulk_update(renewed, [field])
    return (len(renewed), page[-1].pk) if page else None
