"""What pages and the register read about what teachers did."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet, Sum

from accounts.models import Person
from cpd.choices.activities import ActivityStatus, Category
from cpd.models import Activity, ActivityHours

TITLES_READ, TITLES_SHOWN = 200, 30


def hours_by_category(person_id: int, since: date, until: date) -> dict[str, Decimal]:
    """Return the hours that count for a person, done in ``[since, until)``, per category.

    Settled activities are left out: an activity counts in one cycle, and the decision stores what
    it was based on (ADR 9). A category without hours is not in the result.
    """
    rows = ActivityHours.objects.filter(
        person=person_id, done_on__gte=since, done_on__lt=until, status=ActivityStatus.COUNTS
    )
    return dict(rows.order_by().values_list("category").annotate(hours=Sum("hours")))


def hours_sql(windows: str) -> str:
    """Return the SQL of ``hours_by_category`` for many people at once.

    ``windows`` is the SQL of a query with at least columns ``person_id``, ``since`` and ``until``.
    The result has its rows, with a column per category after its own columns, 0 without hours.
    The index ``hours_that_count`` alone answers it, in a subquery per row: to group the hours of
    the whole country takes PostgreSQL half as long again.
    """
    sums = ", ".join(
        f"coalesce(sum(h.hours) filter (where h.category = '{category}'), 0) as {category}"
        for category in Category.values
    )
    return f"""
        select w.*, done.*
        from ({windows}) w
        cross join lateral (
            select {sums} from cpd_activityhours h
            where h.person_id = w.person_id and h.done_on >= w.since and h.done_on < w.until
             and h.status = 'counts'
        ) done
    """  # noqa: S608  our own words only; windows comes from code, its values are parameters


def latest_activities(person: Person, limit: int) -> list[Activity]:
    """Return the activities in a person's file that were done last, each with its ``sum``."""
    rows = Activity.objects.of(person).in_file().annotate(sum=Sum("hours__hours"))
    # A query that groups loses the order of its model.
    return list(rows.order_by("-done_on", "-pk")[:limit])


def earlier_titles(person: Person) -> list[str]:
    """Return the titles that somebody used most recently, as suggestions while typing."""
    used = Activity.objects.of(person).in_file().exclude(title="")
    titles = used.order_by("-pk").values_list("title", flat=True)[:TITLES_READ]
    return list(dict.fromkeys(titles))[:TITLES_SHOWN]


def activities_in(person: Person, since: date, until: date) -> QuerySet[Activity]:
    """Return what a person's file holds of ``[since, until)``: what counts and what was settled."""
    return Activity.objects.of(person).in_file().within(since, until).with_hours()


def logged_since(persons: Iterable[int], moment: datetime) -> bool:
    """Tell whether one of these people logged an activity since then."""
    return Activity.objects.filter(person__in=list(persons), logged_at__gte=moment).exists()
