"""What a teacher plans to do, and which offers provide what is still needed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, OuterRef, QuerySet, Subquery, Value, When
from django.utils.functional import Promise

from accounts.models import Person
from cpd.choices.activities import INFORMAL, ActivityKind, Category
from cpd.choices.catalogue import Fits, Nearness
from cpd.choices.sessions import Province
from cpd.models import Activity, Offer, OfferHours, PlanItem, Session
from cpd.rules import ZERO, Hours, split_hours
from schools.selectors.people import employers

from .terms import shares

TEN = Decimal(10)
CANDIDATES = 60  # from which the caller takes the best
NEEDS_A_DATE = {Fits.NEAREST, Fits.SOONEST}
_SHOWN = ("since", "online", "venue", "town", "province")
_ORDERS = {
    Fits.CHEAPEST: "price_per_hour",
    Fits.NEAREST: "nearness",
    Fits.SOONEST: "first_since",
    Fits.MOST: "-volume",
}


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
    """An offer that may close a gap, and its first session; the nearest where that was asked."""

    offer: Offer
    session: Session | None
    nearness: Nearness | None

    @property
    def first(self) -> date | None:
        """The first day, if there is one."""
        return self.session.since if self.session else None


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
    near: Collection[Province],
    on: date,
) -> list[Fitting]:
    """Return offers in these categories that somebody has not followed or planned.

    The order is cheapest per hour, soonest, most hours, or nearest: in the provinces ``near``, then
    online, then elsewhere. It takes one query.
    """
    followed = Activity.objects.of(person).in_file().filter(offer=OuterRef("pk"))
    planned = PlanItem.objects.of(person).planned().filter(offer=OuterRef("pk"))
    offers = Offer.objects.current(on).open_to(employers(person.pk, on))
    offers = offers.filter(categories__overlap=list(categories))
    if sectors:
        offers = offers.filter(sectors__overlap=list(sectors))
    found = (
        _with_session(_with_hours(offers, "pk"), order, near, on)
        .alias(volume=F("contact_hours") + F("self_study_hours"))
        .exclude(Exists(followed))
        .exclude(Exists(planned))
        .select_related("provider")
        .order_by(_ORDERS[order], "price_per_hour", "title", "pk")
    )
    if order in NEEDS_A_DATE:
        found = found.exclude(first_since=None)
    return [
        Fitting(_offered(offer), offer, _first_session(offer), offer.nearness)
        for offer in found[:CANDIDATES]
    ]


def informal_kinds(*, on: date) -> Mapping[ActivityKind, list[Category]]:
    """Return the kinds that need no provider, and the categories in which they count by default."""
    return {
        kind: [Category(code) for code in split_hours(shares(), kind=kind, hours=TEN, on=on)]
        for kind in INFORMAL
    }


def split_of(kind: str, hours: Decimal, *, on: date) -> Hours:
    """Return how the hours of a kind are divided over categories by default."""
    return split_hours(shares(), kind=kind, hours=hours, on=on)


def _with_session(offers: QuerySet, order: Fits, near: Collection[Province], on: date) -> QuerySet:
    """Add the first session to come, of the nearest ones if the order is by nearness."""
    nearness = Case(
        When(province__in=near, then=Value(Nearness.OWN_PROVINCE)),
        When(online=True, then=Value(Nearness.ONLINE)),
        default=Value(Nearness.ELSEWHERE),
    )
    coming = Session.objects.filter(offer=OuterRef("pk"), since__gte=on).to_come(on)
    coming = coming.annotate(nearness=nearness)
    chosen = coming.order_by(*(["nearness"] if order == Fits.NEAREST else []), "since", "pk")
    columns = {f"first_{column}": Subquery(chosen.values(column)[:1]) for column in _SHOWN}
    return offers.annotate(nearness=Subquery(chosen.values("nearness")[:1]), **columns)


def _first_session(offer: Offer) -> Session | None:
    """Read the columns that ``_with_session`` adds."""
    shown = {column: getattr(offer, f"first_{column}") for column in _SHOWN}
    return Session(**shown) if shown["since"] else None


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
