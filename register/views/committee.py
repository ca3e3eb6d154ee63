"""Requests for renewal that were not granted automatically: the committee decides."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.choices import Purpose, RoleKind
from accounts.doors import StaffRequest, role_required
from accounts.services.views import record_view
from core import clock
from core.forms import submit
from core.lists import paged
from register.dossier.overview import overview_of
from register.forms.decisions import DecisionForm
from register.selectors.samples import samples_to_judge
from register.selectors.worklist import applications, decide_before
from register.services.decisions import decide_cycle

MOST_SAMPLES = 25


@role_required(RoleKind.COMMITTEE_MEMBER)
def committee(request: StaffRequest) -> HttpResponse:
    page = paged(request, applications(request.user))
    rows = [(cycle, decide_before(cycle)) for cycle in page]
    drawn = samples_to_judge(request.user, on=clock.today())
    context = {"page": page, "rows": rows, "samples": drawn[:MOST_SAMPLES], "drawn": drawn.count()}
    return render(request, "register/committee.html", context)


@role_required(RoleKind.COMMITTEE_MEMBER)
def committee_cycle(request: StaffRequest, pk: int) -> HttpResponse:
    """Show one request, recording that it was viewed, and take the decision."""
    cycle = get_object_or_404(applications(request.user), pk=pk)
    person, on = cycle.registration.person, clock.today()
    record_view(person, viewer=request.user, role=request.role, purpose=Purpose.ASSESSMENT)
    form = DecisionForm(request.POST or None)
    if submit(form, decide_cycle, cycle=cycle, actor=request.user, on=on):
        messages.success(request, _("The decision has been recorded. The teacher gets a letter."))
        return redirect("register:committee")
    context = {"overview": overview_of(cycle, on=on), "person": person, "form": form}
    return render(
        request, "register/committee_cycle.html", {**context, "before": decide_before(cycle)}
    )
