"""Team activities, for those who named colleagues and for those who were named."""

from django.db.models import QuerySet

from accounts.models import Person
from cpd.choices.activities import MemberStatus
from cpd.models import Activity, TeamMember


def named_for(activity: Activity) -> QuerySet[TeamMember]:
    """Return who was named for an activity and did not decline, in the order of names."""
    rows = TeamMember.objects.filter(team__activity=activity).select_related("person")
    return rows.order_by("person__sort_key", "pk")


def waiting_for(person: Person) -> QuerySet[TeamMember]:
    """Return where colleagues named somebody who has not answered yet, the latest first."""
    return TeamMember.objects.of(person).filter(status=MemberStatus.NAMED).with_team()


def looks_like(member: TeamMember) -> Activity | None:
    """Return what is in the file already and may be the same."""
    team = member.team
    same = Activity.objects.of(member.person).in_file().filter(done_on=team.done_on, kind=team.kind)
    return same.with_hours().first()
