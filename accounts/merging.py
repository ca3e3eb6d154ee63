"""A registry of what belongs to a person in any app, and of who remains when two are merged.

Two records of one human are merged in this app, below all apps that store something about people.
Each of those registers in its ``merging.py`` which of its rows belong to a person.
"""

from collections.abc import Callable, Collection
from enum import IntEnum

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.module_loading import autodiscover_modules


class Standing(IntEnum):
    """How far somebody's registration has come; of two merged people the furthest remains."""

    KNOWN = 0
    CLAIMED = 1
    RUNNING = 2
    DECIDED = 3


Pairs = Callable[[int, int], dict[int, int]]

_rows: list[tuple[str, str]] = []
_followers: list[tuple[str, str, Pairs]] = []
_standings: list[Callable[[int], Standing]] = []
_held_first: list[Callable[[Collection[int]], None]] = []


def belongs(label: str, field: str) -> None:
    """Register that the rows of a model go along with the person in ``field``."""
    _rows.append((label, field))


def follows(label: str, field: str, pairs: Pairs) -> None:
    """Register rows whose parent stays behind because both people have one.

    ``pairs`` returns, for two people, which parent of the one replaces which parent of the other.
    """
    _followers.append((label, field, pairs))


def tells_standing(standing: Callable[[int], Standing]) -> None:
    """Register a function that returns how far the person with a primary key has come."""
    _standings.append(standing)


def held_first(hold: Callable[[Collection[int]], None]) -> None:
    """Register a function that locks what everybody locks before these people themselves."""
    _held_first.append(hold)


def hold(people: Collection[int]) -> None:
    """Lock what others lock before people, so that nobody who merges waits for them in a circle."""
    autodiscover_modules("merging")
    for function in _held_first:
        function(people)


def kinds_of_rows() -> list[tuple[str, str]]:
    """Return model and field of everything that goes along, in the order of registration."""
    autodiscover_modules("merging")
    return list(_rows)


def followers() -> list[tuple[str, str, Pairs]]:
    """Return what was registered with ``follows``, in that order."""
    autodiscover_modules("merging")
    return list(_followers)


def furthest(person: int) -> Standing:
    """Return how far a person has come, by the app that knows the furthest."""
    autodiscover_modules("merging")
    return max((standing(person) for standing in _standings), default=Standing.KNOWN)


def rows(label: str, field: str, person: int) -> QuerySet:
    return apps.get_model(label)._default_manager.filter(**{field: person})


def hand_over(found: QuerySet, field: str, to: int) -> list[int]:
    """Give rows to another person; return the primary keys of those that could be given.

    A row stays where it is if the other person already has the same and may have only one.
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
