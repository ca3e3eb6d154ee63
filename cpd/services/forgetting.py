"""Deleting parts of a file with its owner's account, and the rest years later."""

from collections.abc import Collection

from django.db import transaction

from accounts.models import Person
from core import audit
from core.permissions import require
from cpd import permissions
from cpd.models import (
    Activity,
    ActivityHours,
    Attendance,
    CalendarFeed,
    Cost,
    Draft,
    Evidence,
    Intention,
    PlanItem,
    Rating,
    SavedOffer,
    TeamActivity,
    TeamHours,
    TeamMember,
    Wish,
)


@transaction.atomic
def leave_file(person: Person, *, actor: Person) -> int:
    """Delete at once what is of use to its owner only; return how many files of evidence.

    That is drafts, the plan, intentions, the calendar's URL, saved offers, what they look for, and
    evidence on which no decision rests.
    """
    require(permissions.can_log(actor, person))
    kinds = (Draft, PlanItem, Intention, CalendarFeed, SavedOffer)
    own = [model._default_manager.filter(person=person) for model in kinds]
    for found in (*own, Wish.objects.filter(person=person, organisation=None)):
        audit.record_each("forgotten", found, actor=actor)
        found.delete()
    evidence = Evidence.objects.filter(activity__person=person, activity__settled_at=None)
    number = evidence.count()
    audit.record_each("forgotten", evidence, actor=actor)
    evidence.delete()
    return number


@transaction.atomic
def forget_files(persons: Collection[int], *, actor: None) -> int:
    """Delete the whole file of people; return how many activities.

    Activities that colleagues confirmed for themselves remain theirs; only the reference to the
    deleted activity goes.
    """
    theirs = Activity.objects.filter(person__in=persons)
    Rating.objects.filter(attendance__person__in=persons).delete()
    Evidence.objects.filter(activity__in=theirs).delete()
    Cost.objects.filter(activity__in=theirs).delete()
    for model in (PlanItem, Draft, Intention, Attendance, TeamMember):
        model._default_manager.filter(person__in=persons).delete()
    TeamMember.objects.filter(team__activity__in=theirs).delete()
    TeamHours.objects.filter(team__activity__in=theirs).delete()
    TeamActivity.objects.filter(activity__in=theirs).delete()
    audit.record_each("forgotten", theirs, actor=actor)
    ActivityHours.objects.filter(activity__in=theirs).delete()
    return theirs.delete()[0]
