"""What the committee reads of a file in the sample: activities with their evidence."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, QuerySet, Sum

from cpd.choices.activities import ActivityStatus
from cpd.models import Activity, ActivityHours, Evidence


def activities_to_judge(person_id: int, since: date, until: date) -> list[Activity]:
    """Return what counts in ``[since, until)``, with hours, course and evidence."""
    counting = Activity.objects.filter(person=person_id, status=ActivityStatus.COUNTS)
    kept = Prefetch("evidence", queryset=Evidence.objects.filter(removed_at=None))
    rows = counting.within(since, until).with_hours().select_related("offer__provider")
    return list(rows.prefetch_related(kept))


def evidence_of(person_id: int, since: date, until: date) -> QuerySet[Evidence]:
    """Return the evidence of what was done in ``[since, until)``, without the file contents."""
    return Evidence.objects.filter(
        activity__person=person_id,
        activity__done_on__gte=since,
        activity__done_on__lt=until,
        activity__status=ActivityStatus.COUNTS,
        removed_at=None,
    )


def own_hours(person_id: int, since: date, until: date) -> Decimal:
    """Return the hours in ``[since, until)`` that only the teacher reported."""
    rows = ActivityHours.objects.filter(
        person=person_id,
        done_on__gte=since,
        done_on__lt=until,
        status=ActivityStatus.COUNTS,
        activity__offer=None,
    )
    return rows.aggregate(sum=Sum("hours"))["sum"] or Decimal(0)


def hours_of(keys: Collection[int]) -> dict[str, Decimal]:
    """Return the hours of these activities per category."""
    rows = ActivityHours.objects.filter(activity__in=list(keys))
    return dict(rows.order_by().values_list("category").annotate(sum=Sum("hours")))
