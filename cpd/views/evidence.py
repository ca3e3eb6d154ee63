"""Evidence of an activity: added, opened and deleted only by its owner."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.doors import SignedInRequest, teacher_required
from core.forms import attempt, submit, unless_gone
from cpd.forms.evidence import EvidenceForm
from cpd.models import Activity, Evidence
from cpd.services.evidence import add_evidence, remove_evidence


@teacher_required
def add(request: SignedInRequest, pk: int) -> HttpResponse:
    activity = get_object_or_404(Activity.objects.of(request.user).in_file(), pk=pk)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if submit(form, add_evidence, activity=activity, actor=request.user):
        messages.success(request, _("The file is kept, for you alone."))
        return redirect("cpd:activity", pk)
    return render(request, "cpd/evidence.html", {"activity": activity, "form": form})


@teacher_required
def download(request: SignedInRequest, pk: int) -> FileResponse:
    """Download the file; browsers never display it on our site."""
    found = get_object_or_404(
        Evidence.objects.visible_to(request.user).select_related("content"), pk=pk
    )
    return FileResponse(
        BytesIO(found.content.opened()),
        as_attachment=True,
        filename=found.name,
        content_type=found.media_type,
    )


@require_POST
@teacher_required
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    person, rows = request.user, Evidence.objects.visible_to(request.user)
    found = unless_gone(request, rows, pk, actor=person)
    if found is None:
        return redirect("cpd:activities")
    attempt(request, _("The file is gone."), remove_evidence, evidence=found, actor=person)
    return redirect("cpd:activity", found.activity_id)
