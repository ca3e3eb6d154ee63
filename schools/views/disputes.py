"""What teachers say is wrong in what their board delivered."""

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.choices import Purpose, RoleKind
from accounts.doors import StaffRequest, role_required
from accounts.services.views import record_view
from core.forms import submit
from core.lists import paged
from schools.forms.disputes import AnswerForm, DisputeFilterForm
from schools.models import Dispute, StaffRecord
from schools.permissions import can_answer
from schools.querysets import DisputeQuerySet
from schools.selectors.people import in_words
from schools.services.disputes import answer_dispute


@role_required(RoleKind.HR_OFFICER)
def disputes(request: StaffRequest) -> HttpResponse:
    own = Dispute.objects.filter(staff__board=request.role.organisation_id)
    return render(request, "schools/disputes.html", _listed(request, own))


@role_required(RoleKind.ADMINISTRATOR)
def escalated(request: StaffRequest) -> HttpResponse:
    """Show administrators what boards did not answer in time."""
    late = Dispute.objects.escalated().exclude(staff__person=request.user)
    return render(request, "schools/escalated_disputes.html", _listed(request, late))


@role_required(RoleKind.HR_OFFICER)
def dispute(request: StaffRequest, pk: int) -> HttpResponse:
    own = Dispute.objects.filter(staff__board=request.role.organisation_id)
    rows = own.select_related("staff__board", "staff__person", "answered_for")
    found = get_object_or_404(rows, pk=pk)
    person = found.staff.person
    record_view(person, viewer=request.user, role=request.role, purpose=Purpose.STAFF_DATA)
    form = AnswerForm(request.POST or None)
    if submit(form, answer_dispute, dispute=found, actor=request.user):
        messages.success(request, _("Your answer has been sent."))
        return redirect("schools:disputes")
    may = found.waits and can_answer(request.user, found)
    context = {"dispute": found, "form": form, "may": may, "member": _member(found)}
    return render(request, "schools/dispute.html", context)


@role_required(RoleKind.ADMINISTRATOR)
def escalated_dispute(request: StaffRequest, pk: int) -> HttpResponse:
    """Let an administrator answer; the teacher sees that the register looked."""
    late = Dispute.objects.escalated().exclude(staff__person=request.user)
    found = get_object_or_404(late.select_related("staff__board", "staff__person"), pk=pk)
    person = found.staff.person
    record_view(person, viewer=request.user, role=request.role, purpose=Purpose.SUPPORT)
    form = AnswerForm(request.POST or None)
    if submit(form, answer_dispute, dispute=found, actor=request.user):
        messages.success(request, _("Your answer has been sent."))
        return redirect("schools:escalated_disputes")
    context = {"dispute": found, "form": form, "member": _member(found)}
    return render(request, "schools/escalated_dispute.html", context)


def _member(dispute: Dispute) -> StaffRecord:
    """Return what was passed on about the teacher who asks, in words."""
    [found] = in_words(StaffRecord.objects.filter(pk=dispute.staff_id))
    return found


def _listed(request: StaffRequest, found: DisputeQuerySet) -> dict:
    """Return the questions that match, what waits longest first."""
    form = DisputeFilterForm(request.GET)
    if not form.is_valid():
        raise Http404
    if status := form.cleaned_data["status"]:
        found = found.filter(status=status)
    if q := form.cleaned_data["q"]:
        found = found.matching(q)
    rows = found.select_related("staff__board")
    rows = rows.order_by(F("answered_at").desc(nulls_first=True), "answer_before", "pk")
    page = paged(request, rows)
    return {"form": form, "page": page, "filtered": any(form.cleaned_data.values())}
