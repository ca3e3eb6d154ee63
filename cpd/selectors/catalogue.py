"""The public catalogue: what answers a question, and what else could be asked."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache, reduce
from hashlib import sha256
from operator import or_
from typing import Any, NamedTuple

from django.core.cache import cache
from django.db.models import Case, Q, Value, When
from django.utils.functional import Promise

from core.cache import near
from cpd.choices.activities import OFFERED, ActivityKind, Category
from cpd.choices.catalogue import Order, PriceRange
from cpd.choices.offers import Language, Setting
from cpd.choices.sessions import ONLINE, Province
from cpd.facets import Chosen, Index, index_of, set_of
from cpd.models import Offer, OfferHours
from cpd.models.offer import words_in
from cpd.querysets import OfferQuerySet
from schools.choices import Sector

from .offers import mentioning

FACETS: Mapping[str, list[str]] = {
    "category": Category.values,
    "kind": [kind.value for kind in OFFERED],
    "sector": Sector.values,
    "subject": [],  # those that offers have
    "setting": Setting.values,
    "place": [*Province.values, ONLINE],
    "month": [],  # those of ``months_from``
    "price": PriceRange.values,
    "language": Language.values,
}
MONTHS = 6  # that can be chosen, from the present one on
PRICES = {
    PriceRange.FREE: Q(price=0),
    PriceRange.LOW: Q(price__gt=0, price__lte=100),
    PriceRange.MIDDLE: Q(price__gt=100, price__lte=250),
    PriceRange.HIGH: Q(price__gt=250, price__lte=500),
    PriceRange.HIGHEST: Q(price__gt=500),
}
READ = ("category", "sector", "subject", "place", "month", "kind", "setting", "language", "price")
ON_A_CARD = (
    *(
        "pk",
        "title",
        "provider__name",
        "provider__staff_of",
        "kind",
        "summary",
        "price",
        "price_per_hour",
        "sectors",
    ),
)
COUNTED_FOR = 60  # seconds for which it is kept which offers hold a text
WITHOUT_CLOCK = 180  # seconds for which the index is kept; the clock draws it each minute
STAMP_KEPT_FOR = 1  # seconds, in each process


@dataclass(frozen=True)
class Option:
    """One choice of a facet and how many offers it gives."""

    value: str
    count: int


@dataclass(frozen=True)
class Card:
    """What a list shows of an offer; with a ``board`` it is for the staff of that board alone. The
    same facts always look the same.
    """

    pk: int
    title: str
    provider: str
    board: int | None
    kind: str
    summary: str
    price: Decimal
    price_per_hour: Decimal
    sectors: tuple[str, ...]
    hours: tuple[tuple[str, Decimal], ...]

    @property
    def kind_name(self) -> str | Promise:
        return ActivityKind(self.kind).label

    @property
    def sector_names(self) -> list[str | Promise]:
        return [Sector(sector).label for sector in self.sectors]

    @property
    def split(self) -> list[tuple[str | Promise, Decimal]]:
        """The hours with the words for their category."""
        return [(Category(category).label, hours) for category, hours in self.hours]


@dataclass(frozen=True)
class Catalogue:
    """The answer to a question: how many offers, their keys in order, and what else could be asked.

    ``facets`` has for each filter of the catalogue its choices with their number.
    """

    total: int
    keys: Iterator[int]
    facets: Mapping[str, list[Option]]


def catalogue(wanted: Mapping[str, Any], *, on: date, index: Index) -> Catalogue:
    """Search the offers that are valid on a day, by the filters of ``CatalogueForm``.

    Everything comes from the ``index_on`` that day.
    """
    chosen = _chosen(wanted)
    holding = _holding(wanted.get("q", ""), on, index)
    among = holding.alike & index.everything if holding else index.everything
    counts = index.counts(chosen, among)
    values = {**FACETS, "month": months_from(on), "subject": sorted(counts.get("subject", {}))}
    facets = {
        name: [Option(value, counts.get(name, {}).get(value, 0)) for value in values[name]]
        for name in FACETS
    }
    order = Order.CHEAPEST if wanted.get("sort") == Order.CHEAPEST else Order.BEST
    first = holding.exact if holding and order == Order.BEST else 0
    keys = index.found(chosen, among, order=order, first=first)
    return Catalogue(index.total(chosen, among), keys, facets)


def offers_found(wanted: Mapping[str, Any], *, on: date) -> OfferQuerySet:
    """Return the offers that are valid on a day and answer these filters, in the order asked."""
    found = mentioning(Offer.objects.current(on), wanted.get("q", ""))
    return _ordered(_filtered(found, _chosen(wanted)), wanted)


def cards_on(on: date, keys: Sequence[int]) -> list[Card]:
    """Return what a list shows of the offers with these keys that are valid on a day, in order."""
    cards = {card.pk: card for card in cards_of(Offer.objects.current(on).filter(pk__in=keys))}
    return [cards[key] for key in keys if key in cards]


def cards_of(offers: OfferQuerySet) -> list[Card]:
    """Return what a list shows of these offers, in their order and in two queries."""
    facts: list[tuple[Any, ...]] = list(offers.values_list(*ON_A_CARD))
    hours = defaultdict[int, list[tuple[str, Decimal]]](list)
    rows = OfferHours.objects.filter(offer__in=[pk for pk, *_ in facts]).order_by("pk")
    for offer, category, number in rows.values_list("offer", "category", "hours"):
        hours[offer].append((category, number))
    return [Card(*(pk, *shown, tuple(sectors), tuple(hours[pk]))) for pk, *shown, sectors in facts]


def subjects_in(index: Index) -> list[str]:
    """Return the subjects of what is offered, in the order of the alphabet."""
    return sorted(index.having.get("subject", {}))


def months_from(on: date) -> list[str]:
    """Return the months that can be chosen, as 2026-12."""
    number = on.year * 12 + on.month - 1
    return [f"{n // 12}-{n % 12 + 1:02}" for n in range(number, number + MONTHS)]


def draw_index(*, on: date, changed: bool = False) -> Index:
    """Make the index of what is valid on a day and keep it for every process.

    It has the stamp of the one before, and so the pages drawn with that stand, unless it says
    something else or what stands on the cards ``changed``.
    """
    index = _index(on)
    stamp: str | None = cache.get(_key(on, ""))
    if stamp and not changed and (before := _kept(stamp, on)) == index:
        index = before
    cache.set(_key(on, index.stamp), index, 2 * WITHOUT_CLOCK)
    cache.set(_key(on, ""), index.stamp, WITHOUT_CLOCK)
    return index


def index_on(on: date) -> Index:
    """Return the index of what is valid on a day, a second after it was drawn or sooner."""
    key = _key(on, "")
    stamp: str | None = near(key, lambda: cache.get(key), seconds=STAMP_KEPT_FOR)
    return _kept(stamp, on) if stamp else draw_index(on=on)


@lru_cache(maxsize=1)
def _kept(stamp: str, on: date) -> Index:
    """Fetch an index once in each process."""
    kept: Index | None = cache.get(_key(on, stamp))
    return kept or _index(on)


def _key(on: date, stamp: str) -> str:
    return f"catalogue-{on.isoformat()}-{stamp}"


def _index(on: date) -> Index:
    """Read what is valid on a day, by each filter and in each order."""
    valid = Offer.objects.current(on)
    in_order = {order.value: _ordered(valid, {"sort": order}) for order in Order}
    orders = {name: offers.values_list("pk", flat=True) for name, offers in in_order.items()}
    return index_of(_values(valid), orders)


def _values(offers: OfferQuerySet) -> Iterator[tuple[int, Chosen]]:
    """Yield each offer with its values per filter."""
    price = Case(*(When(test, then=Value(value)) for value, test in PRICES.items()))
    rows = offers.order_by().annotate(price_range=price)
    many = ("categories", "sectors", "subjects", "places", "months")
    for key, *found in rows.values_list("pk", *many, "kind", "setting", "language", "price_range"):
        values = [*found[: len(many)], *([one] for one in found[len(many) :])]
        yield key, dict(zip(READ, values, strict=True))


class Holding(NamedTuple):
    """The sets of offers that hold words or what resembles them, and those very words."""

    alike: int
    exact: int


def _holding(text: str, on: date, index: Index) -> Holding | None:
    """Return which offers hold these words, as long as the index is kept; None without words."""
    words = words_in(text)
    if not words:
        return None
    key = _key(on, f"{index.stamp}-{sha256(' '.join(words).encode()).hexdigest()}")
    kept: Holding | None = cache.get(key)
    if kept is None:
        rows = mentioning(Offer.objects.current(on), text).order_by()
        exact = Q(search_words__contains=words)
        found = dict(rows.annotate(exact=exact).values_list("pk", "exact"))
        kept = Holding(set_of(found), set_of([pk for pk, is_exact in found.items() if is_exact]))
        cache.set(key, kept, COUNTED_FOR)
    return kept


def _chosen(wanted: Mapping[str, Any]) -> Chosen:
    return {name: frozenset(wanted.get(name, ())) for name in FACETS}


def _filtered(offers: OfferQuerySet, chosen: Chosen) -> OfferQuerySet:
    tests = {
        "category": Q(categories__overlap=list(chosen["category"])),
        "kind": Q(kind__in=chosen["kind"]),
        "sector": Q(sectors__overlap=list(chosen["sector"])),
        "subject": Q(subjects__overlap=list(chosen["subject"])),
        "setting": Q(setting__in=chosen["setting"]),
        "place": Q(places__overlap=list(chosen["place"])),
        "month": Q(months__overlap=list(chosen["month"])),
        "price": reduce(or_, (PRICES[PriceRange(asked)] for asked in chosen["price"]), Q()),
        "language": Q(language__in=chosen["language"]),
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
