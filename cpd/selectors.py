"""What pages and the register read about professional development."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, reduce
from operator import and_
from pathlib import Path
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone

from accounts.choices import RoleKind
from accounts.models import Person, Role
from accounts.names import plain
from schools.choices import Sector

from . import rules
from .choices import OFFERED, ActivityStatus, Category, OfferStatus, Order, Outcome
from .models import Activity, ActivityHours, Advice, Judgement, Offer
from .querysets import OfferQuerySet

DATA = Path(__file__).parent / "data"
FACETS: Mapping[str, list[str]] = {
    "category": Category.values,
    "kind": [kind.value for kind in OFFERED],
    "sector": Sector.values,
    "price": ["free"],
}


@cache
def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@cache
def shares() -> tuple[rules.Share, ...]:
    """Return the dated configuration of how hours fall over categories."""
    return tuple(
        rules.Share(
            in_force_from=date.fromisoformat(row["in_force_from"]),
            kind=row["kind"],
            category=row["category"],
            percent=int(row["percent"]),
        )
        for row in _rows("shares.csv")
    )


def terms_on(on: date) -> rules.Terms:
    """Return the terms of judging offers that are in force on a day."""
    terms = [
        rules.Terms(
            in_force_from=date.fromisoformat(row["in_force_from"]),
            judging_weeks=int(row["judging_weeks"]),
            validity_years=int(row["validity_years"]),
            criteria=row["criteria"],
        )
        for row in _rows("terms.csv")
    ]
    return rules.terms_on(terms, on)


def hours_by_category(person_id: int, since: date, until: date) -> dict[str, Decimal]:
    """Return the hours that count for a person, done in ``[since, until)``, per category.

    What a decision settled is left out: an activity counts in one cycle, and the decision stores
    what it was based on (design §3.14). A category without hours is not in the answer.
    """
    rows = ActivityHours.objects.filter(
        person=person_id, done_on__gte=since, done_on__lt=until, status=ActivityStatus.COUNTS
    )
    return dict(rows.order_by().values_list("category").annotate(hours=Sum("hours")))


def hours_sql(windows: str) -> str:
    """Return the SQL text of ``hours_by_category`` for many at once.

    ``windows`` is the text of a query with columns ``id``, ``person_id``, ``since`` and ``until``.
    The answer has one row for each of its rows: ``id`` and a column per category, 0 without hours.
    It is summed from the index ``hours_that_count`` alone.
    """
    sums = ", ".join(
        f"coalesce(sum(h.hours) filter (where h.category = '{category}'), 0) as {category}"
        for category in Category.values
    )
    return f"""
        select w.id, {sums}
        from ({windows}) w
        left join cpd_activityhours h on h.person_id = w.person_id
         and h.done_on >= w.since and h.done_on < w.until and h.status = 'counts'
        group by w.id
    """  # noqa: S608  our own words only; windows comes from code, its values are parameters


def latest_activities(person: Person, limit: int) -> list[Activity]:
    """Return the activities in a person's file that were done last."""
    return list(Activity.objects.of(person).in_file().with_hours()[:limit])


def activities_in(person: Person, since: date, until: date) -> QuerySet[Activity]:
    """Return what a person's file holds of ``[since, until)``: what counts and what was settled."""
    return Activity.objects.of(person).in_file().within(since, until).with_hours()


def search_activities(person: Person, wanted: Mapping[str, Any]) -> QuerySet[Activity]:
    """Return the activities of a person that answer the filters of ``ActivityFilterForm``.

    What was removed is only there when asked for.
    """
    found = Activity.objects.of(person).with_hours()
    filters = {
        "kind": wanted.get("kind"),
        "hours__category": wanted.get("category"),
        "done_on__gte": wanted.get("since"),
        "done_on__lte": wanted.get("until"),
        "status": wanted.get("status"),
    }
    found = found.filter(**{name: value for name, value in filters.items() if value})
    if text := wanted.get("q"):
        found = found.mentioning(text)
    return found if wanted.get("status") else found.in_file()


def remarks_on(activity: Activity) -> list[str]:
    """Return the codes of what is good to know about an activity that was just added.

    The period in which it counts is the register's business; this only knows when its owner came
    in, and that a decision was based on activities of later days.
    """
    claimed_at = activity.person.claimed_at
    later = Activity.objects.of(activity.person).filter(
        status=ActivityStatus.SETTLED, done_on__gte=activity.done_on
    )
    if later.exists():
        return ["period_decided"]
    if claimed_at and activity.done_on < timezone.localdate(claimed_at):
        return ["before_registration"]
    return []


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


def catalogue(wanted: Mapping[str, Any], *, on: date) -> Catalogue:
    """Search the offers that are valid on a day. Counting takes one query, whatever is asked."""
    found = Offer.objects.current(on).mentioning(wanted.get("q", ""))
    chosen = {name: _any_of(name, wanted.get(name, [])) for name in FACETS}
    counts = {"total": Count("pk", filter=_all(chosen))}
    for name, choices in FACETS.items():
        others = _all({other: asked for other, asked in chosen.items() if other != name})
        for value in choices:
            counts[f"{name}-{value}"] = Count("pk", filter=others & _any_of(name, [value]))
    numbers = found.aggregate(**counts)
    offers = found.filter(_all(chosen)).select_related("provider").prefetch_related("hours")
    return Catalogue(
        offers=_ordered(offers, wanted),
        total=numbers["total"],
        facets={
            name: [Option(value, numbers[f"{name}-{value}"]) for value in choices]
            for name, choices in FACETS.items()
        },
    )


def _ordered(offers: OfferQuerySet, wanted: Mapping[str, Any]) -> OfferQuerySet:
    if wanted.get("sort") == Order.CHEAPEST:
        return offers.order_by("price_per_hour", "title", "pk")
    if text := wanted.get("q"):
        likeness = TrigramWordSimilarity(plain(text), "search_key")
        return offers.order_by(likeness.desc(), "title", "pk")
    return offers.order_by("title", "pk")


def _any_of(name: str, values: list[str]) -> Q:
    if not values:
        return Q()
    if name == "price":
        return Q(price=0)
    if name == "kind":
        return Q(kind__in=values)
    return Q(**{{"category": "categories", "sector": "sectors"}[name] + "__overlap": values})


def _all(chosen: Mapping[str, Q]) -> Q:
    # A filter of nothing at all is no filter to Count, so this one is always true.
    return reduce(and_, chosen.values(), Q(pk__isnull=False))


def offer_counts(offers: OfferQuerySet, on: date) -> dict[str, int]:
    """Return how many of these offers there are per status, and how many are ``late``."""
    counts = {status.value: Count("pk", filter=Q(status=status)) for status in OfferStatus}
    return offers.aggregate(**counts, late=Count("pk", filter=Q(due_on__lt=on)))


def offers_to_judge() -> int:
    """Return how many offers wait for a decision."""
    return Offer.objects.filter(status=OfferStatus.SUBMITTED).count()


def search_offers(offers: OfferQuerySet, wanted: Mapping[str, Any]) -> QuerySet[Offer]:
    """Return those of these offers that answer the filters of ``OfferFilterForm``.

    What is to be judged soonest comes first, then what was handed in last.
    """
    filters = {"status": wanted.get("status"), "kind": wanted.get("kind")}
    found = offers.filter(**{name: value for name, value in filters.items() if value})
    return (
        found.mentioning(wanted.get("q", ""))
        .select_related("provider")
        .order_by(
            F("due_on").asc(nulls_last=True), F("first_submitted_on").desc(nulls_first=True), "pk"
        )
    )


def public_judgement(offer: Offer) -> Judgement | None:
    """Return the decision that the public reads about an offer; questions are not for them."""
    judgements = [row.judgement for row in offer.submissions.all() if hasattr(row, "judgement")]
    return next((one for one in reversed(judgements) if one.outcome != Outcome.ASK), None)


def advice_by(validator: Person, offer: Offer) -> Advice | None:
    """Return what a validator advised in the present round."""
    return Advice.objects.filter(
        given_by=validator, submission=offer.submissions.latest("pk")
    ).first()


def editors_of(organisation_id: int, *, on: date) -> list[str]:
    """Return the addresses of who works on the offers of a provider on a day."""
    roles = Role.objects.on(on).filter(organisation=organisation_id, kind=RoleKind.PROVIDER_EDITOR)
    people = Person.objects.filter(roles__in=roles).exclude(email="")
    return list(people.order_by("pk").values_list("email", flat=True).distinct())
