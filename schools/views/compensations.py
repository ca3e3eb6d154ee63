"""What an officer tells without a file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from core import clock
from core.forms import submit
from schools.forms.deliveries import ConfirmForm
from schools.models import Board, Delivery
from schools.services import compensations


@require_POST
@role_required(RoleKind.HR_OFFICER)
def nothing(request: StaffRequest) -> HttpResponse:
    board = Board.objects.get(pk=request.role.organisation_id)
    told = compensations.nothing_changed(board, actor=request.user, on=clock.today())
    messages.success(request, _("We noted that nothing changed. This is your receipt."))
    return redirect(told)


@role_required(RoleKind.HR_OFFICER)
def undo(request: StaffRequest, pk: int) -> HttpResponse:
    own = Delivery.objects.applied().filter(board=request.role.organisation_id)
    found = get_object_or_404(own.select_related("board"), pk=pk)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    on = clock.today()
    if back := submit(form, compensations.undo, delivery=found, actor=request.user, on=on):
        return redirect(back)
    return render(request, "schools/delivery_undo.html", {"delivery": found, "form": form})
