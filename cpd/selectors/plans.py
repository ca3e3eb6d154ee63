"""What a teacher plans to do, and which offers provide what is still needed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.utils.functional import Promise

from accounts.models import Person
from cpd.catalogue_choices import Fits
from cpd.choices import INFORMAL, ActivityKind, Category
from cpd.models import Activity, Offer, OfferHours, PlanItem, Session
from cpd.rules import ZERO, Hours, split_hours
from schools.selectors.people import employers

from .terms import shares

TEN = Decimal(10)
CANDIDATES = 60  # from which the caller takes the best


_ORDERS = {Fits.CHEAPEST: "price_per_hour", Fits.SOONEST: "first", Fits.MOST: "-volume"}


@dataclass(frozen=True)
class Bringing:
    """Something with the hours per category that it will yield."""

    split: Hours

    @property
    def hours(self) -> Decimal:
        return sum(self.split.values(), ZERO)

    @property
    def parts(self) -> list[tuple[Decimal, str | Promise]]:
        """The hours with the words for their category."""
        split = self.split
        return [(split[one], one.label) for one in Category if one in split]


@dataclass(frozen=True)
class Planned(Bringing):
    item: PlanItem


@dataclass(frozen=True)
class Fitting(Bringing):
    """An offer that may close a gap, and the first day on which it begins."""

    offer: Offer
    first: date | None


def plan_of(person: Person, *, on: date) -> list[Planned]:
    """Return what somebody still plans to do, in one query; items with a day first."""
    items = PlanItem.objects.of(person).planned().select_related("offer__provider")
    ordered = _with_hours(items, "offer").order_by(F("planned_for").asc(nulls_last=True), "pk")
    return [Planned(_split(item, on), item) for item in ordered]


def fitting_offers(
    person: Person,
    *,
    categories: Collection[str],
    sectors: Collection[str],
    order: Fits,
    on: date,
) -> list[Fitting]:
    """Return offers in these categories that somebody has not followed or planned, in one query.

    The order is cheapest per hour, soonest, or most hours.
    """
    followed = Activity.objects.of(person).in_file().filter(offer=OuterRef("pk"))
    planned = PlanItem.objects.of(person).planned().filter(offer=OuterRef("pk"))
    offers = Offer.objects.current(on).open_to(employers(person.pk, on))
    offers = offers.filter(categories__overlap=list(categories))
    if sectors:
        offers = offers.filter(sectors__overlap=list(sectors))
    coming = Session.objects.filter(offer=OuterRef("pk"), since__gte=on).to_come(on)
    found = (
        _with_hours(offers, "pk")
        .alias(volume=F("contact_hours") + F("self_study_hours"))
        .annotate(first=Subquery(coming.order_by("since").values("since")[:1]))
        .exclude(Exists(followed))
        .exclude(Exists(planned))
        .select_related("provider")
        .order_by(_ORDERS[order], "price_per_hour", "title", "pk")
    )
    if order == Fits.SOONEST:
        found = found.exclude(first=None)
    return [Fitting(_offered(offer), offer, offer.first) for offer in found[:CANDIDATES]]


def informal_kinds(*, on: date) -> Mapping[ActivityKind, list[Category]]:
    """Return the kinds that need no provider, and the categories in which they count by default."""
    return {
        kind: [Category(code) for code in split_hours(shares(), kind=kind, hours=TEN, on=on)]
        for kind in INFORMAL
    }


def split_of(kind: str, hours: Decimal, *, on: date) -> Hours:
    """Return how the hours of a kind are divided over categories by default."""
    return split_hours(shares(), kind=kind, hours=hours, on=on)


def _with_hours(rows: QuerySet, offer: str) -> QuerySet:
    hours = OfferHours.objects.filter(offer=OuterRef(offer)).order_by("pk")
    return rows.annotate(
        in_categories=ArraySubquery(hours.values("category")),
        so_many_hours=ArraySubquery(hours.values("hours")),
    )


def _split(item: PlanItem, on: date) -> Hours:
    if item.offer_id:
        return _offered(item)
    return split_of(item.kind, item.hours, on=item.planned_for or on)


def _offered(row: Offer | PlanItem) -> Hours:
    """Read the columns that ``_with_hours`` adds."""
    return dict(zip(row.in_categories, row.so_many_hours, strict=True))  # type: ignore[union-attr]  # annotated
