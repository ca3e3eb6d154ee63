"""Logging for a team: one teacher names colleagues, and they answer."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.doors import SignedInRequest, teacher_required
from core import clock
from core.forms import attempt
from cpd.choices.activities import MemberStatus
from cpd.forms.teams import chosen_people
from cpd.models import Activity, TeamMember
from cpd.selectors.teams import looks_like, named_for
from cpd.services.teams import confirm_presence, decline_presence, name_colleagues, take_back
from schools.selectors.colleagues import colleagues_like

from .activities import tell_added

SHORTEST, MOST = 2, 20


@teacher_required
def colleagues(request: SignedInRequest, pk: int) -> HttpResponse:
    """Find colleagues by name, and name them."""
    activity = get_object_or_404(
        Activity.objects.of(request.user).in_file().with_hours().filter(offer=None), pk=pk
    )
    here, on = reverse("cpd:colleagues", args=[pk]), clock.today()
    if request.method == "POST":
        who = {"actor": request.user, "people": chosen_people(request.POST), "on": on}
        attempt(request, _("Your colleagues are told."), name_colleagues, activity=activity, **who)
        return redirect(here)
    query, team = request.GET.get("q", "").strip(), named_for(activity)
    found = []
    if len(query) >= SHORTEST:
        known = {member.person_id for member in team}
        alike = colleagues_like(request.user, query, on=on, most=MOST)
        found = [colleague for colleague in alike if colleague.person not in known]
    context = {"activity": activity, "here": here, "query": query, "found": found, "team": team}
    return render(request, "cpd/colleagues.html", context)


@require_POST
@teacher_required
def back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remove a colleague who has not answered yet."""
    named = get_object_or_404(TeamMember, team__activity__person=request.user, pk=pk)
    activity = named.team.activity_id
    attempt(request, _("The name is taken back."), take_back, member=named, actor=request.user)
    return redirect("cpd:colleagues", activity)


@teacher_required
def named(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what a colleague named the teacher for, to confirm or decline."""
    found = get_object_or_404(_own(request), pk=pk)
    return render(request, "cpd/named.html", {"member": found, "like": looks_like(found)})


@require_POST
@teacher_required
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    try:
        activity = confirm_presence(
            get_object_or_404(_own(request), pk=pk), actor=request.user, on=clock.today()
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        tell_added(request, activity)
    return redirect("cpd:activities")


@require_POST
@teacher_required
def decline(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(_own(request), pk=pk)
    attempt(
        request,
        _("Nothing of it is in your file."),
        decline_presence,
        member=found,
        actor=request.user,
    )
    return redirect("cpd:activities")


def _own(request: SignedInRequest):
    return TeamMember.objects.of(request.user).filter(status=MemberStatus.NAMED).with_team()
