"""What belongs to a person, wherever it is kept, and how far their place in the register came.

Two records of one human are merged here, below all apps that keep something about people. Each of
those says in its ``merging.py`` which of its rows belong to a person; a merge asks them all.
"""

from collections.abc import Callable
from enum import IntEnum

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.module_loading import autodiscover_modules


class Standing(IntEnum):
    """How far somebody came; who came furthest is who remains."""

    KNOWN = 0
    CLAIMED = 1
    RUNNING = 2
    DECIDED = 3


Pairs = Callable[[int, int], dict[int, int]]

_rows: list[tuple[str, str]] = []
_followers: list[tuple[str, str, Pairs]] = []
_standings: list[Callable[[int], Standing]] = []


def belongs(label: str, field: str) -> None:
    """Have the rows of a model go along with the person whom ``field`` names."""
    _rows.append((label, field))


def follows(label: str, field: str, pairs: Pairs) -> None:
    """Have the rows of a model follow what stays behind because both people have one.

    ``pairs`` returns, for two people, which row of the one stands for which row of the other.
    """
    _followers.append((label, field, pairs))


def stands(standing: Callable[[int], Standing]) -> None:
    """Have ``standing`` asked how far the person with a key came."""
    _standings.append(standing)


def kinds_of_rows() -> list[tuple[str, str]]:
    """Return model and field of all that goes along, in the order in which it was declared."""
    autodiscover_modules("merging")
    return list(_rows)


def followers() -> list[tuple[str, str, Pairs]]:
    """Return what follows, in the order in which it was declared."""
    autodiscover_modules("merging")
    return list(_followers)


def furthest(person: int) -> Standing:
    """Return how far the place of a person in the register came."""
    autodiscover_modules("merging")
    return max((standing(person) for standing in _standings), default=Standing.KNOWN)


def rows(label: str, field: str, person: int) -> QuerySet:
    return apps.get_model(label)._default_manager.filter(**{field: person})


def hand_over(found: QuerySet, field: str, to: int) -> list[int]:
    """Let rows belong to another person; return the keys of those that could.

    Where both have the same thing already, and may have it once, the row stays where it is.
    """
    keys = list(found.order_by("pk").values_list("pk", flat=True))
    if _updated(found.model._default_manager.filter(pk__in=keys), field, to):
        return keys
    one = found.model._default_manager
    return [key for key in keys if _updated(one.filter(pk=key), field, to)]


def _updated(found: QuerySet, field: str, to: int) -> bool:
    try:
        with transaction.atomic():
            found.update(**{field: to})
    except IntegrityError:
        return False
    return True


belongs("accounts.PersonIdentifier", "person")
belongs("accounts.ClaimCode", "person")
belongs("accounts.ClaimAlarm", "person")
belongs("accounts.Message", "person")
belongs("accounts.PostalAddress", "person")
belongs("accounts.Shield", "person")
belongs("accounts.ClosedAccount", "person")
belongs("accounts.View", "subject")
belongs("accounts.Role", "person")
