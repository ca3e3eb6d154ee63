"""Which courses are asked for and not offered, in figures that identify nobody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count

from accounts.models import Person
from core.kpi import FEWEST, rounded
from cpd.choices.sessions import ONLINE, Province
from cpd.facets import Index
from cpd.models import Offer, SavedOffer, Wish

from .catalogue import index_on


@dataclass(frozen=True)
class Demand:
    """How many look for a subject in a province, and how many courses there are, online included.

    ``asked`` is rounded to the nearest five, as all figures are; below five there is no figure.
    """

    subject: str
    province: Province
    asked: int
    offered: int


def is_saved(offer: Offer, person: Person | AnonymousUser) -> bool:
    """Tell whether somebody saved an offer."""
    if not person.is_authenticated:
        return False
    return SavedOffer.objects.filter(offer=offer, person=person).exists()


@dataclass(frozen=True)
class OwnWish:
    """What a teacher or board looks for, and how many courses there are, online included."""

    wish: Wish
    offered: int


def demand(on: date) -> list[Demand]:
    """Return what is asked for: what is not offered first, then the most wanted."""
    counted = Wish.objects.order_by().values_list("subject", "province").annotate(n=Count("pk"))
    index = index_on(on)
    found = [
        Demand(subject, Province(province), rounded(n), _offered(index, subject, province))
        for subject, province, n in counted.filter(n__gte=FEWEST)
    ]
    return sorted(found, key=lambda one: (one.offered > 0, -one.asked, one.subject, one.province))


def with_offered(wishes: Iterable[Wish], on: date) -> list[OwnWish]:
    """Return wishes with the number of courses that there are for each."""
    index = index_on(on)
    return [OwnWish(wish, _offered(index, wish.subject, wish.province)) for wish in wishes]


def _offered(index: Index, subject: str, province: str) -> int:
    wanted = {"subject": [subject], "place": [province, ONLINE]}
    return index.total(wanted, index.everything)
