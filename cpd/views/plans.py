"""The teacher's own plan: what they intend to do, logged with one press when done."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.doors import SignedInRequest, teacher_required
from core import clock
from core.forms import attempt, submit
from core.text import row_key
from cpd.choices.activities import ActivityKind, PlanStatus
from cpd.forms.plans import PlanForm
from cpd.models import Offer, PlanItem
from cpd.selectors.plans import plan_of
from cpd.services import plans

from .activities import tell_added


@teacher_required
def plan(request: SignedInRequest) -> HttpResponse:
    items = plan_of(request.user, on=clock.today())
    context = {
        "items": items,
        "hours": sum(planned.item.hours for planned in items),
        "dropped": _dropped(request),
    }
    return render(request, "cpd/plan.html", context)


@teacher_required
def plan_new(request: SignedInRequest) -> HttpResponse:
    """Add an item to the plan; a link may preselect the kind."""
    today, kind = clock.today(), request.GET.get("kind", "")
    initial = {"kind": kind} if kind in ActivityKind.values else {}
    form = PlanForm(request.POST or None, on=today, initial=initial)
    if submit(form, plans.plan_activity, person=request.user, actor=request.user, on=today):
        messages.success(request, _("It is in your plan. It counts when you have done it."))
        return redirect("cpd:plan")
    return render(request, "cpd/plan_new.html", {"form": form})


@require_POST
@teacher_required
def plan_offer(request: SignedInRequest, pk: int) -> HttpResponse:
    offer = get_object_or_404(Offer.objects.current(clock.today()), pk=pk)
    done = _("It is in your plan. It counts when you have done it.")
    attempt(request, done, plans.plan_offer, offer=offer, actor=request.user, on=clock.today())
    return redirect("cpd:plan")


@require_POST
@teacher_required
def plan_done(request: SignedInRequest, pk: int) -> HttpResponse:
    """Log an item of the plan as an activity."""
    item = get_object_or_404(PlanItem.objects.of(request.user), pk=pk)
    try:
        activity = plans.complete_item(item, actor=request.user, on=clock.today())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        tell_added(request, activity)
    return redirect("cpd:plan")


@require_POST
@teacher_required
def plan_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(PlanItem.objects.of(request.user), pk=pk)
    done = _("It is no longer in your plan.")
    attempt(request, done, plans.drop_item, item=item, actor=request.user)
    return redirect(f"{reverse('cpd:plan')}?dropped={item.pk}")


@require_POST
@teacher_required
def plan_again(request: SignedInRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(PlanItem.objects.of(request.user), pk=pk)
    done = _("It is in your plan again.")
    attempt(request, done, plans.plan_again, item=item, actor=request.user)
    return redirect("cpd:plan")


def _dropped(request: SignedInRequest) -> PlanItem | None:
    """Return the item that was just removed, so that it can be restored."""
    key = row_key(request.GET.get("dropped", ""))
    dropped = PlanItem.objects.of(request.user).filter(status=PlanStatus.DROPPED)
    return dropped.filter(pk=key).first() if key else None
