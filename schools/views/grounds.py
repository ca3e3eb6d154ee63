"""The grounds on which staff of a board work: those that end, and passing on what changes."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from core import clock
from core.forms import submit
from core.lists import paged
from core.text import row_key
from schools.forms.staff import CellsForm, ChangeForm, EndForm, GroundForm
from schools.models import AppointmentBasis, Board, Delivery, StaffRecord
from schools.rules.ending import STEPS
from schools.selectors.codes import Titles, grounds_for
from schools.selectors.ending import ending_grounds, per_step
from schools.selectors.staff import locations_of, shown_cells, shown_successor
from schools.services.staff import accept_end, add_ground, change_ground, end_ground


@role_required(RoleKind.HR_OFFICER)
def ending(request: StaffRequest) -> HttpResponse:
    """Show which grounds end within some months, with the ways to go on."""
    asked = request.GET.get("maanden") or str(STEPS[-1])
    if asked not in map(str, STEPS):
        raise Http404
    found = ending_grounds(request.role.organisation_id, on=clock.today())
    near = [one for one in found if one.months <= int(asked)]
    page = paged(request, near)
    context = {"page": page, "steps": per_step(found), "months": int(asked)}
    return render(request, "schools/ending.html", context)


@role_required(RoleKind.HR_OFFICER)
def ground_add(request: StaffRequest, pk: int) -> HttpResponse:
    """Pass on another ground; after one that ends, the form starts from what is known of it."""
    own = StaffRecord.objects.filter(board=request.role.organisation_id)
    found = get_object_or_404(own.select_related("board"), pk=pk)
    known = {}
    if after := request.GET.get("na", ""):
        known = shown_successor(_own_basis(request, row_key(after)))
    form = GroundForm(request.POST or None, initial=known, **choices_of(found.board))
    if delivery := hand_over(request, form, add_ground, staff=found):
        return redirect(delivery)
    return render(request, "schools/ground_add.html", {"form": form, "member": found})


@role_required(RoleKind.HR_OFFICER)
def ground_change(request: StaffRequest, pk: int) -> HttpResponse:
    basis = _own_basis(request, pk)
    form = ChangeForm(request.POST or None, initial=shown_cells(basis))
    if delivery := hand_over(request, form, change_ground, basis=basis):
        return redirect(delivery)
    return render(request, "schools/ground_change.html", {"form": form, **_in_words(basis)})


@role_required(RoleKind.HR_OFFICER)
def ground_end(request: StaffRequest, pk: int) -> HttpResponse:
    basis = _own_basis(request, pk)
    form = EndForm(request.POST or None)
    if delivery := hand_over(request, form, end_ground, basis=basis):
        return redirect(delivery)
    return render(request, "schools/ground_end.html", {"form": form, **_in_words(basis)})


@require_POST
@role_required(RoleKind.HR_OFFICER)
def end_accepted(request: StaffRequest, pk: int) -> HttpResponse:
    """Let a ground end on the day that was passed on."""
    basis = _own_basis(request, pk)
    accept_end(basis, actor=request.user)
    messages.success(request, _("This ground ends as passed on. It no longer asks for attention."))
    return redirect("schools:ending")


def hand_over(
    request: StaffRequest, form: CellsForm, service: Callable[..., Delivery], **subject
) -> Delivery | None:
    """Hand the cells of a form to a service; its faults come back at their fields."""

    def deliver(**_filled_in) -> Delivery:
        return service(**subject, actor=request.user, cells=form.cells(), on=clock.today())

    return submit(form, deliver)


def choices_of(board: Board) -> dict:
    """Return the schools and the grounds that one can choose from."""
    on = clock.today()
    places = list(locations_of(board.pk, on=on))
    return {"places": places, "grounds": grounds_for({one.sector for one in places}, on=on)}


def _own_basis(request: StaffRequest, pk: int) -> AppointmentBasis:
    bases = AppointmentBasis.objects.standing().filter(
        appointment__staff__board=request.role.organisation_id
    )
    return get_object_or_404(
        bases.select_related("appointment__staff__board", "appointment__location"), pk=pk
    )


def _in_words(basis: AppointmentBasis) -> dict:
    titles = Titles()
    return {
        "basis": basis,
        "member": basis.appointment.staff,
        "title": titles.basis(basis.code),
        "subjects": titles.areas(basis.code, basis.subject_areas),
    }
