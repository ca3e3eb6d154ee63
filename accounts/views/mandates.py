"""Administration offices: admitted by the register, mandated by boards, at work for them."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.choices import OrganisationKind, RoleKind
from accounts.doors import StaffRequest, act_for, role_required
from accounts.forms.mandates import MandateForm, OfficeForm
from accounts.models import Organisation
from accounts.services import mandates as services
from accounts.step_up import step_up, step_up_to_send
from core import clock
from core.forms import submit
from core.lists import paged, searched


@role_required(RoleKind.HR_OFFICER, own=True)
@step_up_to_send
def mandates(request: StaffRequest) -> HttpResponse:
    """Show which offices may deliver for this board; grant one a mandate."""
    board, on = request.role.organisation, clock.today()
    form = MandateForm(request.POST or None, initial={"since": on})
    given = {"board": board, "actor": request.user, "on": on}
    if mandate := submit(form, services.grant_mandate, **given):
        messages.success(request, _("%s may deliver for you.") % mandate.office)
        return redirect("accounts:mandates")
    page = paged(request, board.mandates.select_related("office"))
    context = {"form": form, "page": page, "on": on}
    return render(request, "accounts/mandates.html", context)


@require_POST
@role_required(RoleKind.HR_OFFICER, own=True)
@step_up
def revoke(request: StaffRequest, pk: int) -> HttpResponse:
    own = request.role.organisation.mandates.select_related("office")
    mandate = get_object_or_404(own, pk=pk)
    services.revoke_mandate(mandate, actor=request.user, on=clock.today())
    messages.success(request, _("%s can no longer deliver for you.") % mandate.office)
    return redirect("accounts:mandates")


@role_required(RoleKind.OFFICE_CLERK)
def office(request: StaffRequest) -> HttpResponse:
    """Show the boards that mandated this office, today or later."""
    on, query = clock.today(), searched(request)
    held = request.role.organisation.mandates_held.filter(Q(until=None) | Q(until__gt=on))
    found = held.filter(board__in=Organisation.objects.matching(query))
    rows = found.select_related("board").order_by("board__name", "since")
    page = paged(request, rows)
    return render(request, "accounts/office.html", {"page": page, "query": query, "on": on})


@require_POST
@role_required(RoleKind.OFFICE_CLERK)
def act(request: StaffRequest, pk: int) -> HttpResponse:
    """Begin to work for a board that mandated this office."""
    held = request.role.organisation.mandates_held.on(clock.today())
    mandate = get_object_or_404(held.select_related("board"), pk=pk)
    services.begin_acting(mandate.board, actor=request.user)
    return redirect(act_for(request, mandate.board))


@require_POST
@role_required(RoleKind.ADMINISTRATOR)
@step_up
def act_as_register(request: StaffRequest, pk: int) -> HttpResponse:
    """Begin to work on behalf of a board as an administrator of the register."""
    board = get_object_or_404(Organisation, pk=pk, kind=OrganisationKind.BOARD)
    services.begin_acting(board, actor=request.user)
    return redirect(act_for(request, board))


@role_required(RoleKind.ADMINISTRATOR)
@step_up_to_send
def offices(request: StaffRequest) -> HttpResponse:
    """Find an administration office, or let one in."""
    query = searched(request)
    form = OfficeForm(request.POST or None)
    if admitted := submit(form, services.admit_office, actor=request.user):
        messages.success(request, _("The office is in. Invite its first officer."))
        return redirect("accounts:organisation", admitted.pk)
    found = Organisation.objects.filter(kind=OrganisationKind.OFFICE).matching(query)
    page = paged(request, found.order_by("name", "pk"))
    context = {"form": form, "query": query, "page": page}
    return render(request, "accounts/offices.html", context)
