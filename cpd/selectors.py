"""What pages and the register read about professional development."""

import csv
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.db.models import QuerySet, Sum

from accounts.models import Person

from . import rules
from .choices import ActivityStatus, Category
from .models import Activity, ActivityHours

DATA = Path(__file__).parent / "data"


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
