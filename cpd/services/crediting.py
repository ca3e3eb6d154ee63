"""Crediting attendance as activities in the files of participants, many at once."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Exists, F, OuterRef

from accounts.models import Person
from accounts.names import plain
from core import audit
from cpd.choices.sessions import STANDING
from cpd.models import Activity, ActivityHours, Attendance, Session
from cpd.rules import Hours


def credit_activities(
    session: Session, persons: Mapping[int, str], *, actor: Person
) -> dict[int, int]:
    """Give each of these people an activity for a session, done on its last day.

    Returns the activity of each person. If somebody added this course for a day of the session
    already, that is the activity; if they were credited for it at another session of that day, they
    are left out. The caller has a transaction and has locked the session.
    """
    people = Person.objects.select_for_update(no_key=True).filter(pk__in=persons).order_by("pk")
    locked = set(people.values_list("pk", flat=True))
    standing = Attendance.objects.filter(activity=OuterRef("pk"), status__in=STANDING)
    logged = (
        Activity.objects.in_file()
        .filter(person__in=locked, offer=session.offer_id)
        .within(session.since, session.until)
        .annotate(taken=Exists(standing))
        .order_by("done_on")
    )
    rows = list(logged.values_list("person_id", "pk", "done_on", "taken"))
    own = {person: pk for person, pk, _, taken in rows if not taken}
    full = {person for person, _, day, taken in rows if taken and day == session.last_day}
    made = _make(session, sorted(locked - own.keys() - full))
    audit.record_many("credited", Activity, made.values(), actor=actor, session=session.pk)
    return {**own, **made}


def _make(session: Session, persons: list[int]) -> dict[int, int]:
    offer = session.offer
    activities = Activity.objects.bulk_create(
        Activity(
            person_id=person,
            offer=offer,
            kind=offer.kind,
            title=offer.title,
            search_key=plain(offer.title)[:250],
            done_on=session.last_day,
        )
        for person in persons
    )
    _write_hours(activities, dict(offer.hours.values_list("category", "hours")))
    return {activity.person_id: activity.pk for activity in activities}


def rewrite_hours(
    session: Session, activities: Collection[int], hours: Hours, *, actor: Person
) -> None:
    """Give activities for a session other hours. The caller has locked them; none is settled."""
    ActivityHours.objects.filter(activity__in=activities).delete()
    rows = Activity.objects.filter(pk__in=activities)
    _write_hours(rows, hours)
    rows.update(version=F("version") + 1)
    audit.record_many("hours_corrected", Activity, activities, actor=actor, session=session.pk)


def _write_hours(activities: Iterable[Activity], hours: Hours) -> None:
    ActivityHours.objects.bulk_create(
        ActivityHours(
            activity=activity,
            category=category,
            hours=number,
            person_id=activity.person_id,
            done_on=activity.done_on,
            status=activity.status,
        )
        for activity in activities
        for category, number in hours.items()
    )
