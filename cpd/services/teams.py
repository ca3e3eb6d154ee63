"""One teacher logs for a team: named colleagues each confirm or decline."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from core import audit, outbox
from core.errors import InvalidMove, Refused
from core.moves import advance
from core.permissions import require
from cpd import permissions
from cpd.choices.activities import ActivityStatus, MemberStatus
from cpd.models import Activity, TeamActivity, TeamHours, TeamMember
from cpd.rules import Entry
from schools.selectors.colleagues import Colleague, colleagues_among

from .activities import log_activity

LARGEST_TEAM = 60


@transaction.atomic
def name_colleagues(
    activity: Activity, *, actor: Person, on: date, people: Collection[int]
) -> list[TeamMember]:
    """Name colleagues who took part, and ask each of them. Return the newly named members.

    Only people who share a location with the actor today can be named, and each only once.
    Raises Refused.
    """
    activity = Activity.objects.select_for_update(of=("self",), no_key=True).get(pk=activity.pk)
    require(permissions.can_change_activity(actor, activity))
    _refuse_no_team(activity)
    colleagues = colleagues_among(actor, people, on=on)
    if not colleagues:
        raise Refused(_("Choose at least one colleague."), code="nobody")
    team = _shared(activity)
    known = TeamMember.objects.filter(team__activity=activity).values_list("person", flat=True)
    fresh = [one for one in colleagues if one.person not in set(known)]
    if len(known) + len(fresh) > LARGEST_TEAM:
        raise Refused(_("A team has at most 60 colleagues."), code="too_large")
    return [_name(team, colleague, actor=actor) for colleague in fresh]


@transaction.atomic
def take_back(member: TeamMember, *, actor: Person) -> None:
    """Remove a colleague who has not answered yet."""
    member = _lock(member)
    require(permissions.can_change_activity(actor, member.team.activity))
    _leave_nothing(member, "taken_back", actor=actor)


@transaction.atomic
def confirm_presence(member: TeamMember, *, actor: Person, on: date) -> Activity:
    """Confirm having taken part: the shared facts become an activity in the member's own file."""
    member = _lock(member)
    require(permissions.can_answer(actor, member))
    if member.status != MemberStatus.NAMED:
        raise InvalidMove(member, "confirm")
    team = member.team
    split = dict(team.hours.values_list("category", "hours"))
    entry = Entry(team.kind, team.done_on, team.total, team.title, split)
    activity = log_activity(actor, actor=actor, on=on, entry=entry)
    advance(member, "confirm", actor=actor, activity=activity)
    return activity


@transaction.atomic
def decline_presence(member: TeamMember, *, actor: Person) -> None:
    """Deny having taken part: nothing of it stays in the member's file."""
    member = _lock(member)
    require(permissions.can_answer(actor, member))
    _leave_nothing(member, "declined", actor=actor)


def _lock(member: TeamMember) -> TeamMember:
    """Lock a member after the person, in whose file the activity comes."""
    Person.objects.select_for_update(no_key=True).get(pk=member.person_id)
    rows = TeamMember.objects.select_related("team__activity", "person")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=member.pk)


def _leave_nothing(member: TeamMember, action: str, *, actor: Person) -> None:
    if member.status != MemberStatus.NAMED:
        raise InvalidMove(member, action)
    audit.record(action, member, actor=actor)
    member.delete()


def _refuse_no_team(activity: Activity) -> None:
    if activity.status != ActivityStatus.COUNTS:
        raise Refused(_("This activity is not open any more."), code="not_open")
    if activity.offer_id:
        raise Refused(
            _("This comes from the catalogue: each colleague adds it there with one press."),
            code="from_catalogue",
        )


def _shared(activity: Activity) -> TeamActivity:
    """Return the shared facts of a team, for the present version of the activity."""
    team, new = TeamActivity.objects.get_or_create(
        activity=activity,
        version=activity.version,
        defaults={
            "kind": activity.kind,
            "title": activity.title,
            "done_on": activity.done_on,
        },
    )
    if new:
        TeamHours.objects.bulk_create(
            TeamHours(team=team, category=row.category, hours=row.hours)
            for row in activity.hours.all()
        )
    return team


def _name(team: TeamActivity, colleague: Colleague, *, actor: Person) -> TeamMember:
    member = TeamMember.objects.create(
        team=team, person_id=colleague.person, school=colleague.school
    )
    audit.record("named", member, actor=actor)
    outbox.post("cpd.tasks.tell_named", key=f"named-{member.pk}", member=member.pk)
    return member
