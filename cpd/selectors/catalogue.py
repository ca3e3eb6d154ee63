"""The public catalogue: what answers a question, and what else could be asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.db.models import Case, CharField, Count, F, Func, Q, QuerySet, Value, When

from cpd.choices import OFFERED, ONLINE, Category, Language, Order, Province
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
    "language": Language.values,
    "price": [FREE],
}
MONTHS = 6  # that can be chosen, from the present one on
WHERE_AND_WHEN = ("place", "month")  # nearly every offer has its own, so these are counted apart
COUNTED_FOR = 60  # seconds for which counts are kept; what is found is always of now

Chosen = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Option:
    """One choice of a facet and how many offers it gives."""

    value: str
    count: int


Counts = tuple[int, Mapping[str, list[Option]]]


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
    chosen = {name: frozenset(wanted.get(name, ())) for name in (*FACETS, *WHERE_AND_WHEN)}
    total, facets = _counts(found, wanted.get("q", ""), chosen, on)
    return Catalogue(_ordered(_filtered(found, chosen).with_card(), wanted), total, facets)


def months_from(on: date) -> list[str]:
    """Return the months that can be chosen, as 2026-12."""
    number = on.year * 12 + on.month - 1
    return [f"{n // 12}-{n % 12 + 1:02}" for n in range(number, number + MONTHS)]


def _counts(found: OfferQuerySet, text: str, chosen: Chosen, on: date) -> Counts:
    """Return how many offers are found and what each choice gives, at most a minute old."""
    asked = [on.isoformat(), *words_in(text), *(f"{k}={sorted(v)}" for k, v in chosen.items())]
    key = f"catalogue-{sha256('|'.join(asked).encode()).hexdigest()}"
    kept: Counts | None = cache.get(key)
    if kept is None:
        kept = _count(found, chosen, on)
        cache.set(key, kept, COUNTED_FOR)
    return kept


def _count(found: OfferQuerySet, chosen: Chosen, on: date) -> Counts:
    grouped = {name: asked for name, asked in chosen.items() if name in FACETS}
    apart = {name: chosen[name] for name in WHERE_AND_WHEN}
    groups = list(_groups(_filtered(found, apart)))
    facets = {name: _options(name, groups, grouped) for name in FACETS}
    facets["place"] = _unnested(
        _filtered(found, {**chosen, "place": frozenset()}), "places", [*Province.values, ONLINE]
    )
    facets["month"] = _unnested(
        _filtered(found, {**chosen, "month": frozenset()}), "months", months_from(on)
    )
    return sum(group.count for group in groups if group.answers(grouped)), facets


def _unnested(offers: OfferQuerySet, column: str, values: list[str]) -> list[Option]:
    """Count the offers for each value of an array."""
    each = Func(F(column), function="unnest", output_field=CharField())
    rows = offers.exclude(**{column: []}).order_by().values_list(each).annotate(n=Count("pk"))
    counts = dict(rows)
    return [Option(value, counts.get(value, 0)) for value in values]


def _groups(offers: OfferQuerySet) -> Iterator[Group]:
    free = Case(When(price=0, then=Value(FREE)), default=Value(""))
    rows = offers.order_by().values_list("categories", "kind", "sectors", "language", free)
    for categories, kind, sectors, language, price, count in rows.annotate(number=Count("pk")):
        values = {
            "category": categories,
            "kind": [kind],
            "sector": sectors,
            "language": [language],
            "price": [price],
        }
        yield Group({name: frozenset(each) for name, each in values.items()}, count)


def _options(name: str, groups: list[Group], chosen: Chosen) -> list[Option]:
    alike = [group for group in groups if group.answers(chosen, but=name)]
    return [
        Option(value, sum(group.count for group in alike if value in group.values[name]))
        for value in FACETS[name]
    ]


def _filtered(offers: OfferQuerySet, chosen: Chosen) -> OfferQuerySet:
    tests = {
        "category": Q(categories__overlap=list(chosen.get("category", ()))),
        "kind": Q(kind__in=chosen.get("kind", ())),
        "sector": Q(sectors__overlap=list(chosen.get("sector", ()))),
        "language": Q(language__in=chosen.get("language", ())),
        "price": Q(price=0),
        "place": Q(places__overlap=list(chosen.get("place", ()))),
        "month": Q(months__overlap=list(chosen.get("month", ()))),
    }
    for name, asked in chosen.items():
        if asked:
            offers = offers.filter(tests[name])
    return offers


def _ordered(offers: OfferQuerySet, wanted: Mapping[str, Any]) -> OfferQuerySet:
    """Order by price, or what holds the very words first and then by title."""
    if wanted.get("sort") == Order.CHEAPEST:
        return offers.order_by("price_per_hour", "title", "pk")
    if words := words_in(wanted.get("q", "")):
        exact = Case(When(search_words__contains=words, then=0), default=1)
        return offers.order_by(exact, "title", "pk")
    return offers.order_by("title", "pk")
