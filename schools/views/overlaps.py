"""People whose jobs at several boards ask for a look, for administrators."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.choices import Purpose, RoleKind
from accounts.doors import StaffRequest, role_required
from accounts.services.views import record_view
from core.forms import submit
from core.lists import paged
from schools.choices import OverlapStatus
from schools.forms.overlaps import OverlapFilterForm, SettleForm
from schools.models import Overlap
from schools.selectors.overlaps import told_by_boards
from schools.services.overlaps import settle_overlap


@role_required(RoleKind.ADMINISTRATOR)
def overlaps(request: StaffRequest) -> HttpResponse:
    form = OverlapFilterForm({"status": OverlapStatus.OPEN, **request.GET.dict()})
    wanted = form.cleaned_data if form.is_valid() else {"status": "", "q": ""}
    found = Overlap.objects.visible_to(request.user).matching(wanted["q"])
    if wanted["status"]:
        found = found.filter(status=wanted["status"])
    page = paged(request, found.select_related("person"))
    return render(request, "schools/overlaps.html", {"form": form, "page": page})


@role_required(RoleKind.ADMINISTRATOR)
def overlap(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what each board delivered about somebody; the person can see this look."""
    own = Overlap.objects.visible_to(request.user).select_related("person")
    found = get_object_or_404(own, pk=pk)
    record_view(found.person, viewer=request.user, role=request.role, purpose=Purpose.SUPPORT)
    form = SettleForm(request.POST or None)
    if submit(form, settle_overlap, overlap=found, actor=request.user):
        messages.success(request, _("Noted. It comes back only when it grows."))
        return redirect("schools:overlaps")
    context = {"overlap": found, "form": form, "records": told_by_boards(found)}
    return render(request, "schools/overlap.html", context)
