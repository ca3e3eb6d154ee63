"""The public catalogue: what answers a question, and what else could be asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Value, When

from cpd.choices import OFFERED, Category, Order
from cpd.models import Offer
from cpd.models.offer import words_in
from cpd.querysets import OfferQuerySet
from schools.choices import Sector

from .offers import mentioning

FREE = "free"
FACETS: Mapping[str, list[str]] = {
    "category": Category.values,
    "kind": [kind.value for kind in OFFERED],
    "sector": Sector.values,
    "price": [FREE],
}

Chosen = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Option:
    """One choice of a facet and how many offers it gives."""

    value: str
    count: int


@dataclass(frozen=True)
class Catalogue:
    """The offers that answer a question, how many they are, and what else could be asked.

    ``facets`` has for each filter of the catalogue its choices with their number, counted as if
    that filter itself were not used, so that a second choice shows what it adds.
    """

    offers: QuerySet[Offer]
    total: int
    facets: Mapping[str, list[Option]]


@dataclass(frozen=True)
class Group:
    """So many offers that are alike in everything that can be filtered on."""

    values: Chosen
    count: int

    def answers(self, chosen: Chosen, *, but: str = "") -> bool:
        """Tell whether these offers pass each filter in use, leaving one out."""
        return all(
            not asked or not asked.isdisjoint(self.values[name])
            for name, asked in chosen.items()
            if name != but
        )


def catalogue(wanted: Mapping[str, Any], *, on: date) -> Catalogue:
    """Search the offers that are valid on a day, by the filters of ``CatalogueForm``.

    Counting takes one query that groups them; the numbers of all filters follow from the groups.
    """
    found = mentioning(Offer.objects.current(on), wanted.get("q", ""))
    chosen = {name: frozenset(wanted.get(name, ())) for name in FACETS}
    groups = list(_groups(found))
    return Catalogue(
        offers=_ordered(_filtered(found, chosen), wanted),
        total=sum(group.count for group in groups if group.answers(chosen)),
        facets={name: _options(name, groups, chosen) for name in FACETS},
    )


def _groups(offers: OfferQuerySet) -> Iterator[Group]:
    free = Case(When(price=0, then=Value(FREE)), default=Value(""))
    rows = offers.order_by().values_list("categories", "kind", "sectors", free)
    for categories, kind, sectors, price, count in rows.annotate(number=Count("pk")):
        values = {"category": categories, "kind": [kind], "sector": sectors, "price": [price]}
        yield Group({name: frozenset(each) for name, each in values.items()}, count)


def _options(name: str, groups: list[Group], chosen: Chosen) -> list[Option]:
    alike = [group for group in groups if group.answers(chosen, but=name)]
    return [
        Option(value, sum(group.count for group in alike if value in group.values[name]))
        for value in FACETS[name]
    ]


def _filtered(offers: OfferQuerySet, chosen: Chosen) -> OfferQuerySet:
    tests = {
        "category": Q(categories__overlap=list(chosen["category"])),
        "kind": Q(kind__in=chosen["kind"]),
        "sector": Q(sectors__overlap=list(chosen["sector"])),
        "price": Q(price=0),
    }
    for name, asked in chosen.items():
        if asked:
            offers = offers.filter(tests[name])
    return offers.select_related("provider").prefetch_related("hours")


def _ordered(offers: OfferQuerySet, wanted: Mapping[str, Any]) -> OfferQuerySet:
    """Order by price, or what holds the very words first and then by title."""
    if wanted.get("sort") == Order.CHEAPEST:
        return offers.order_by("price_per_hour", "title", "pk")
    if words := words_in(wanted.get("q", "")):
        exact = Case(When(search_words__contains=words, then=0), default=1)
        return offers.order_by(exact, "title", "pk")
    return offers.order_by("title", "pk")
