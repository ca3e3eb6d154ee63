"""What teachers say is wrong in what their board delivered."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from core.forms import submit
from schools.forms import AnswerForm
from schools.models import Dispute
from schools.querysets import DisputeQuerySet
from schools.services.disputes import answer_dispute

ON_A_PAGE = 25


@role_required(RoleKind.HR_OFFICER)
def disputes(request: StaffRequest) -> HttpResponse:
    page = Paginator(_own(request), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "schools/disputes.html", {"page": page})


@role_required(RoleKind.HR_OFFICER)
def dispute(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(_own(request), pk=pk)
    form = AnswerForm(request.POST or None)
    if submit(form, answer_dispute, dispute=found, actor=request.user):
        messages.success(request, _("Your answer has been sent."))
        return redirect("schools:disputes")
    return render(request, "schools/dispute.html", {"dispute": found, "form": form})


def _own(request: StaffRequest) -> DisputeQuerySet:
    disputes = Dispute.objects.filter(staff__board=request.role.organisation_id)
    return disputes.select_related("staff").order_by("-status", "opened_at", "pk")
