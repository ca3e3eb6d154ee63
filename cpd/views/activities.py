"""The teacher's own file of activities."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from accounts.doors import SignedInRequest, teacher_required
from core import clock
from core.forms import attempt, submit, unless_gone
from cpd.choices.activities import ActivityStatus, Standing
from cpd.forms.activities import ChangeForm, LogForm, MoveForm, drafted, initial_of
from cpd.forms.fields import short
from cpd.models import Activity, Draft, Evidence
from cpd.querysets import ActivityQuerySet
from cpd.selectors import activities as selectors
from cpd.selectors.file import periods_of, told
from cpd.selectors.teams import named_for
from cpd.services.activities import (
    change_activity,
    log_activity,
    restore_activity,
    withdraw_activity,
)
from cpd.services.drafts import discard_draft, save_draft

TEACHER_HOME = "/mijn/"  # a page of the register app, which shows what an activity counts for
COUNTING = (Standing.VALIDATED, Standing.SELF_REPORTED)
REMARKS = {
    Standing.TOO_EARLY: gettext_lazy(
        "This day lies before your period. The activity does not count for it."
    ),
    Standing.TOO_LATE: gettext_lazy(
        "The register has decided about this period already. The activity does not change that"
        " decision."
    ),
    Standing.LATER: gettext_lazy(
        "This day lies after your present period. The activity counts in your next one."
    ),
}


@teacher_required
def activity_new(request: SignedInRequest, pk: int | None = None) -> HttpResponse:
    """Log an activity, starting from an earlier one if a key is given."""
    initial = {}
    if pk is not None:
        initial = initial_of(get_object_or_404(_own(request), pk=pk), on=clock.today())
    return _log(request, initial)


@teacher_required
def draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """Continue with a draft."""
    found = get_object_or_404(request.user.drafts, pk=pk)
    return _log(request, {**found.values, "key": found.key}, draft=found)


@require_POST
@teacher_required
def draft_save(request: SignedInRequest) -> HttpResponse:
    """Save the form as a draft: called by a script while somebody types."""
    return HttpResponse(status=HTTPStatus.NO_CONTENT if _keep(request) else HTTPStatus.CONFLICT)


@require_POST
@teacher_required
def draft_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    person = request.user
    if found := unless_gone(request, person.drafts.all(), pk, actor=person, act="discarded"):
        attempt(request, _("The draft is gone."), discard_draft, draft=found, actor=person)
    return redirect("cpd:activities")


@teacher_required
def activity(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show an activity, which can be changed unless a decision was based on it."""
    found = get_object_or_404(_own(request).select_related("offer__provider", "reflection"), pk=pk)
    if found.status == ActivityStatus.WITHDRAWN:
        messages.warning(request, _("You removed this activity. Put it back if you want to go on."))
        return redirect(_removed(found))
    told([found], periods_of(request.user))
    evidence = Evidence.objects.visible_to(request.user).filter(activity=found)
    shown: dict[str, Any] = {"activity": found, "evidence": evidence}
    if found.settled:
        return render(request, "cpd/activity_settled.html", shown)
    if found.attendances.standing().exists():
        shown |= {"credited": True, "form": None}
        return render(request, "cpd/activity.html", shown)
    form = _change_form(request, found)
    if submit(form, change_activity, activity=found, actor=request.user, on=clock.today()):
        messages.success(request, _("Your change has been saved."))
        return redirect("cpd:activities")
    shown |= {"form": form, "team": named_for(found)}
    return render(request, "cpd/activity.html", shown)


@require_POST
@teacher_required
def activity_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remove an activity; the list then offers to restore it."""
    found = get_object_or_404(_own(request), pk=pk)
    done = _("The activity is removed.")
    attempt(request, done, withdraw_activity, activity=found, actor=request.user)
    return redirect(_removed(found))


@require_POST
@teacher_required
def activity_restore(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(_own(request), pk=pk)
    done = _("The activity is in your file again.")
    attempt(request, done, restore_activity, activity=found, actor=request.user)
    return redirect("cpd:activities")


def tell_added(request: HttpRequest, activity: Activity) -> None:
    """Say what was saved, and what it counts for or why it does not."""
    told([activity], periods_of(activity.person))
    said = {"activity": activity, "day": date_format(activity.done_on, "j F Y")}
    if activity.standing in COUNTING:
        counts = {"hours": get_text_list(_hours_of(activity), _("and"))}
        saved = _("Saved: %(activity)s, %(day)s. It counts as %(hours)s.") % {**said, **counts}
    else:
        saved = _("Saved: %(activity)s, %(day)s. It is in your file.") % said
    messages.success(request, saved, extra_tags=reverse("cpd:activity", args=[activity.pk]))
    if remark := REMARKS.get(activity.standing):
        messages.info(request, remark)


def _hours_of(activity: Activity) -> list[str]:
    return [
        ngettext(
            "%(hours)s hour of %(category)s",
            "%(hours)s hours of %(category)s",
            1 if row.hours == 1 else 2,
        )
        % {"hours": short(row.hours), "category": row.get_category_display()}
        for row in activity.hours.all()
    ]


def _log(
    request: SignedInRequest, initial: dict[str, Any], *, draft: Draft | None = None
) -> HttpResponse:
    today = clock.today()
    later = "later" in request.POST
    if later and _keep(request):
        messages.success(request, _("The draft is kept. You find it above your activities."))
        return redirect("cpd:activities")
    form = LogForm(request.POST or None, on=today, initial=initial)
    who = {"person": request.user, "actor": request.user}
    if not later and (activity := submit(form, log_activity, on=today, **who)):
        tell_added(request, activity)
        return redirect("cpd:activity_new" if "again" in request.POST else TEACHER_HOME)
    earlier = {
        "latest": selectors.latest_activities(request.user, 1),
        "titles": selectors.earlier_titles(request.user),
        "unfinished": None if draft else request.user.drafts.first(),
    }
    return render(request, "cpd/activity_new.html", {"form": form, "draft": draft, **earlier})


def _removed(activity: Activity) -> str:
    """Return the address where an activity can be restored."""
    return f"{reverse('cpd:activities')}?removed={activity.pk}"


def _keep(request: SignedInRequest) -> bool:
    """Save the form as a draft; tell whether that succeeded."""
    try:
        key = UUID(request.POST.get("key", ""))
        values = drafted(request.POST, on=clock.today())
        save_draft(request.user, actor=request.user, key=key, values=values)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return False
    except ValueError:
        raise Http404 from None
    return True


def _own(request: SignedInRequest) -> ActivityQuerySet:
    return Activity.objects.of(request.user)


def _change_form(request: SignedInRequest, activity: Activity) -> MoveForm | ChangeForm:
    data, on, initial = request.POST or None, clock.today(), initial_of(activity)
    if activity.offer:
        return MoveForm(data, on=on, initial=initial, activity=activity)
    return ChangeForm(data, on=on, initial=initial)
