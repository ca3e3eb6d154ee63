"""The staff of a board: looking them up, passing on what changes about one of them, inviting."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.choices import Purpose, RoleKind
from accounts.doors import StaffRequest, role_required
from accounts.services.views import record_view
from core import clock
from core.forms import submit
from schools.forms import CellsForm, ChangeForm, EndForm, GroundForm, NewMemberForm, StaffFilterForm
from schools.models import AppointmentBasis, Board, Delivery, StaffRecord
from schools.selectors.boards import sections_of_staff
from schools.selectors.codes import Titles, grounds_for
from schools.selectors.people import in_words
from schools.selectors.staff import locations_of, shown_cells, staff_list, told_whether_invited
from schools.services.staff import (
    add_ground,
    add_member,
    change_ground,
    end_ground,
    invite_everybody,
    invite_teachers,
)

ON_A_PAGE = 25


@role_required(RoleKind.HR_OFFICER)
def staff(request: StaffRequest) -> HttpResponse:
    form = StaffFilterForm(request.GET)
    if not form.is_valid():
        raise Http404
    board, on = request.role.organisation_id, clock.today()
    wanted = dict(form.cleaned_data)
    section, sections = wanted.pop("section"), sections_of_staff(board, on=on)
    among = {pk for pk, found in sections.items() if section in found} if section else None
    found = staff_list(board, now=timezone.now(), among=among, **wanted)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [(member, sorted(sections.get(member.pk, ()))) for member in page]
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "filtered": any(form.cleaned_data.values()),
    }
    return render(request, "schools/staff.html", context)


@role_required(RoleKind.HR_OFFICER)
def member(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what this board delivered about one person; the person can see this look."""
    record = get_object_or_404(_own(request).select_related("person"), pk=pk)
    record_view(record.person, viewer=request.user, role=request.role, purpose=Purpose.STAFF_DATA)
    [found] = in_words(told_whether_invited(_own(request).filter(pk=pk), now=timezone.now()))
    context = {"member": found, "disputes": found.disputes.select_related("staff")}
    return render(request, "schools/member.html", context)


@role_required(RoleKind.HR_OFFICER)
def staff_add(request: StaffRequest) -> HttpResponse:
    board = Board.objects.get(pk=request.role.organisation_id)
    form = NewMemberForm(request.POST or None, **_choices(board))
    if delivery := _submit(request, form, add_member, board=board):
        return redirect(delivery)
    return render(request, "schools/staff_add.html", {"form": form})


@role_required(RoleKind.HR_OFFICER)
def ground_add(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(_own(request).select_related("board"), pk=pk)
    form = GroundForm(request.POST or None, **_choices(found.board))
    if delivery := _submit(request, form, add_ground, staff=found):
        return redirect(delivery)
    return render(request, "schools/ground_add.html", {"form": form, "member": found})


@role_required(RoleKind.HR_OFFICER)
def ground_change(request: StaffRequest, pk: int) -> HttpResponse:
    basis = _own_basis(request, pk)
    form = ChangeForm(request.POST or None, initial=shown_cells(basis))
    if delivery := _submit(request, form, change_ground, basis=basis):
        return redirect(delivery)
    return render(request, "schools/ground_change.html", {"form": form, **_in_words(basis)})


@role_required(RoleKind.HR_OFFICER)
def ground_end(request: StaffRequest, pk: int) -> HttpResponse:
    basis = _own_basis(request, pk)
    form = EndForm(request.POST or None)
    if delivery := _submit(request, form, end_ground, basis=basis):
        return redirect(delivery)
    return render(request, "schools/ground_end.html", {"form": form, **_in_words(basis)})


@require_POST
@role_required(RoleKind.HR_OFFICER)
def invite(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(_own(request).select_related("board"), pk=pk)
    if invite_teachers(found.board, actor=request.user, persons=[found.person_id]):
        messages.success(request, _("The invitation is on its way to %s.") % found.email)
    else:
        messages.error(
            request,
            _(
                "There is no address, the record has been claimed already, or an invitation went"
                " out just now."
            ),
        )
    return redirect(found)


@require_POST
@role_required(RoleKind.HR_OFFICER)
def invite_all(request: StaffRequest) -> HttpResponse:
    board = Board.objects.get(pk=request.role.organisation_id)
    count = invite_everybody(board, actor=request.user)
    words = ngettext("%(n)s invitation goes out.", "%(n)s invitations go out.", count)
    messages.success(request, words % {"n": count})
    return redirect("schools:staff")


def _own(request: StaffRequest) -> QuerySet[StaffRecord]:
    return StaffRecord.objects.filter(board=request.role.organisation_id)


def _own_basis(request: StaffRequest, pk: int) -> AppointmentBasis:
    bases = AppointmentBasis.objects.filter(voided_at=None, appointment__staff__in=_own(request))
    return get_object_or_404(
        bases.select_related("appointment__staff__board", "appointment__location"), pk=pk
    )


def _submit(
    request: StaffRequest, form: CellsForm, service: Callable[..., Delivery], **subject
) -> Delivery | None:
    """Hand the cells of a form to a service; its faults come back at their fields."""

    def hand_over(**_filled_in) -> Delivery:
        return service(**subject, actor=request.user, cells=form.cells(), on=clock.today())

    return submit(form, hand_over)


def _choices(board: Board) -> dict:
    """Return the schools and the grounds that one can choose from."""
    on = clock.today()
    places = list(locations_of(board, on=on))
    return {"places": places, "grounds": grounds_for({one.sector for one in places}, on=on)}


def _in_words(basis: AppointmentBasis) -> dict:
    titles = Titles()
    return {
        "basis": basis,
        "member": basis.appointment.staff,
        "title": titles.basis(basis.code),
        "subjects": titles.areas(basis.code, basis.subject_areas),
    }
