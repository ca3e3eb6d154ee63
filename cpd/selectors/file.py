"""The file of one teacher: searching it, how activities count, and totals per month."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import QuerySet, Sum
from django.utils.formats import date_format
from django.utils.module_loading import import_string
from django.utils.text import capfirst

from accounts.models import Person
from accounts.names import plain
from cpd.choices.activities import ActivityStatus, Category, Standing
from cpd.models import Activity, ActivityHours, Offer
from cpd.querysets import ActivityQuerySet
from cpd.rules import ZERO, CountedPeriod, standing_in
from schools.selectors.people import employers

from .offers import mentioning

SHORTEST_QUESTION, FEW, READ = 3, 3, 50


@dataclass(frozen=True)
class Totals:
    """The hours per category of the activities that are shown, largest first."""

    hours: Mapping[str, Decimal]

    @property
    def total(self) -> Decimal:
        return sum(self.hours.values(), ZERO)

    @property
    def lines(self) -> list[tuple[str, Decimal]]:
        return [(str(Category(code).label), hours) for code, hours in self.hours.items()]


@dataclass(frozen=True)
class Suggestions:
    """The teacher's own activities with distinct titles, and offers from the catalogue."""

    own: list[Activity]
    offers: list[Offer]


@dataclass(frozen=True)
class Month:
    """What was done in one month; ``first`` is its first day."""

    first: date
    activities: list[Activity]

    @property
    def title(self) -> str:
        return str(capfirst(date_format(self.first, "F Y")))

    @property
    def anchor(self) -> str:
        return f"month-{self.first:%Y-%m}"

    @property
    def hours(self) -> Decimal:
        return sum((activity.total for activity in self.activities), ZERO)


def periods_of(person: Person) -> list[CountedPeriod]:
    """Return the periods in which activities count, the latest first, as the register says."""
    periods: list[CountedPeriod] = import_string(settings.COUNTED_PERIODS)(person)
    return periods


def search_activities(person: Person, wanted: Mapping[str, Any]) -> ActivityQuerySet:
    """Return the activities of a person that match the filters of ``ActivityFilterForm``.

    Removed activities are included only if they are asked for.
    """
    found = Activity.objects.of(person).with_hours().select_related("offer__provider")
    filters = {
        "kind": wanted.get("kind"),
        "hours__category": wanted.get("category"),
        "done_on__gte": wanted.get("since"),
        "done_on__lte": wanted.get("until"),
    }
    found = found.filter(**{name: value for name, value in filters.items() if value})
    if period := wanted.get("period"):
        found = found.within(period.since, period.until)
    if text := wanted.get("q"):
        found = found.mentioning(text)
    return found.standing(wanted.get("status", ""))


def suggestions(person: Person, text: str, *, on: date) -> Suggestions:
    """Return suggestions for a title that is being typed: earlier activities and offers."""
    if len(text.strip()) < SHORTEST_QUESTION:
        return Suggestions([], [])
    own = Activity.objects.of(person).in_file().filter(search_key__contains=plain(text))
    by_title = {activity.title: activity for activity in reversed(own.with_hours()[:READ])}
    valid = Offer.objects.current(on).open_to(employers(person.pk, on))
    offers = mentioning(valid, text).select_related("provider")
    return Suggestions(list(reversed(by_title.values()))[:FEW], list(offers[:FEW]))


def totals_of(found: QuerySet[Activity]) -> Totals:
    """Return the hours of all activities that were found, not only of the page shown."""
    rows = ActivityHours.objects.filter(activity__in=found.order_by().values("pk"))
    sums = rows.order_by().values_list("category").annotate(sum=Sum("hours"))
    return Totals(dict(sums.order_by("-sum", "category")))


def told(activities: Iterable[Activity], periods: Iterable[CountedPeriod]) -> list[Activity]:
    """Add to activities how they count in these periods."""
    known = list(periods)
    activities = list(activities)
    for activity in activities:
        activity.standing = _standing(activity, known)
    return activities


def by_month(activities: Iterable[Activity]) -> list[Month]:
    """Group activities, sorted by day, into months."""
    months = groupby(activities, key=lambda activity: activity.done_on.replace(day=1))
    return [Month(first, list(within)) for first, within in months]


def _standing(activity: Activity, periods: list[CountedPeriod]) -> Standing:
    if activity.status != ActivityStatus.COUNTS:
        return Standing(activity.status)
    from_catalogue = activity.offer_id is not None
    return Standing(standing_in(periods, done_on=activity.done_on, from_catalogue=from_catalogue))
