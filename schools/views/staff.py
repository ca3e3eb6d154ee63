"""The staff of a board: looking them up, one person's page, taking a list along."""

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Purpose, RoleKind
from accounts.doors import StaffRequest, role_required
from accounts.services.views import record_view
from accounts.step_up import step_up
from core import clock
from core.lists import paged
from schools.forms.staff import NewMemberForm, StaffFilterForm
from schools.models import Board, StaffRecord
from schools.selectors.boards import sections_of_staff
from schools.selectors.history import history_of
from schools.selectors.people import in_words
from schools.selectors.staff import (
    grounds_in_use,
    locations_of,
    staff_list,
    staff_rows,
    told_whether_invited,
)
from schools.services.exports import record_export
from schools.services.staff import add_member

from .grounds import choices_of, hand_over
from .lists import csv_list


@role_required(RoleKind.HR_OFFICER)
def staff(request: StaffRequest) -> HttpResponse:
    form, found = _found(request)
    page = paged(request, found)
    board, keys = request.role.organisation_id, [member.pk for member in page]
    sections = sections_of_staff(board, on=clock.today(), among=keys)
    context = {
        "form": form,
        "page": page,
        "rows": [(member, sorted(sections.get(member.pk, ()))) for member in page],
        "filtered": any(form.cleaned_data.values()),
        "query": request.GET.urlencode(),
    }
    return render(request, "schools/staff.html", context)


@role_required(RoleKind.HR_OFFICER)
@step_up
def staff_export(request: StaffRequest) -> HttpResponse:
    """Give the staff that match as a list; each of them can see this look."""
    _form, found = _found(request)
    board, on = Board.objects.get(pk=request.role.organisation_id), clock.today()
    record_export(board, actor=request.user, role=request.role, staff=found)
    header = _(
        "staff number;registration number;given names;prefix;family name;email;school;function;"
        "ground;subject areas;first day;last day;fte;confirmed on"
    ).split(";")
    return csv_list(f"medewerkers-{on}", header, staff_rows(found, on=on))


def _found(request: StaffRequest) -> tuple[StaffFilterForm, QuerySet[StaffRecord]]:
    """Return the filters and who matches them."""
    pk, on = request.role.organisation_id, clock.today()
    places, grounds = locations_of(pk, on=on), grounds_in_use(pk, on=on)
    form = StaffFilterForm(request.GET, places=places, grounds=grounds)
    if not form.is_valid():
        raise Http404
    return form, staff_list(pk, now=timezone.now(), on=on, **form.cleaned_data)


@role_required(RoleKind.HR_OFFICER)
def member(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what this board delivered about one person; the person can see this look."""
    own = StaffRecord.objects.filter(board=request.role.organisation_id)
    record = get_object_or_404(own.select_related("person"), pk=pk)
    record_view(record.person, viewer=request.user, role=request.role, purpose=Purpose.STAFF_DATA)
    [found] = in_words(told_whether_invited(own.filter(pk=pk), now=timezone.now()))
    context = {
        "member": found,
        "disputes": found.disputes.select_related("staff"),
        "history": history_of(found),
    }
    return render(request, "schools/member.html", context)


@role_required(RoleKind.HR_OFFICER)
def staff_add(request: StaffRequest) -> HttpResponse:
    board = Board.objects.get(pk=request.role.organisation_id)
    form = NewMemberForm(request.POST or None, **choices_of(board))
    if delivery := hand_over(request, form, add_member, board=board):
        return redirect(delivery)
    return render(request, "schools/staff_add.html", {"form": form})
