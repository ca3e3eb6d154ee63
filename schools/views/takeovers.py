"""Mergers: a location or a whole board goes to another board, for administrators."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from core import clock
from core.forms import attempt, submit
from core.lists import paged
from schools.forms.takeovers import TakeoverForm
from schools.models import Takeover
from schools.selectors.takeovers import outlook
from schools.services.takeovers import cancel_takeover, confirm_takeover, enter_takeover


@role_required(RoleKind.ADMINISTRATOR)
def takeovers(request: StaffRequest) -> HttpResponse:
    form = TakeoverForm(request.POST or None)
    if entered := submit(form, enter_takeover, actor=request.user):
        return redirect(entered)
    found = Takeover.objects.select_related("source", "target", "location")
    page = paged(request, found)
    return render(request, "schools/takeovers.html", {"form": form, "page": page})


@role_required(RoleKind.ADMINISTRATOR)
def takeover(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what would move, before anything does."""
    found = _found(pk)
    waits = found.status in ("draft", "planned")
    context = {
        "takeover": found,
        "outlook": outlook(found) if waits else None,
        "moved": found.moved.count(),
        "now": found.on <= clock.today(),
    }
    return render(request, "schools/takeover.html", context)


@require_POST
@role_required(RoleKind.ADMINISTRATOR)
def confirm(request: StaffRequest, pk: int) -> HttpResponse:
    found, on = _found(pk), clock.today()
    done = _("It is done.") if found.on <= on else _("It is planned, and happens on that day.")
    attempt(request, done, confirm_takeover, takeover=found, actor=request.user, on=on)
    return redirect(found)


@require_POST
@role_required(RoleKind.ADMINISTRATOR)
def cancel(request: StaffRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    attempt(request, _("Nothing moves."), cancel_takeover, takeover=found, actor=request.user)
    return redirect(found)


def _found(pk: int) -> Takeover:
    return get_object_or_404(Takeover.objects.select_related("source", "target", "location"), pk=pk)
