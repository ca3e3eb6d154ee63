"""Telling what a board's own file means: its columns, and its values."""

import re

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from core.forms import attempt, submit
from schools.choices import DeliveryKind, DeliveryStatus
from schools.forms.deliveries import AcceptForm, ColumnsForm, ValuesForm, masked
from schools.models import ColumnMemory, Delivery, ValueMemory
from schools.rules import COLUMNS
from schools.rules.recognition import TRANSLATABLE
from schools.selectors.files import sheets_to_read, tables_of
from schools.selectors.groups import fault_groups
from schools.selectors.memory import told_columns, told_values
from schools.selectors.values import meanings_of, unknown_values
from schools.services.readings import (
    forget,
    name_columns,
    read_again,
    repair,
    translate_values,
)
from schools.services.signals import accept_signals
from schools.tables import choose

CELL = re.compile(r"cel-([0-9]{1,7})-([a-z_]+)")
LONGEST_VALUE = 300


@role_required(RoleKind.HR_OFFICER)
def columns(request: StaffRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    if found.status != DeliveryStatus.UPLOADED:
        return redirect(found)
    tables = tables_of(found)
    sheets = sheets_to_read(found, tables)
    table = choose(tables, request.GET.get("blad") or sheets[0])
    full = found.kind == DeliveryKind.FULL
    form = ColumnsForm(request.POST or None, table=table, full=full, sheets=sheets)
    if submit(form, name_columns, delivery=found, actor=request.user):
        return redirect(found)
    if form.has_error(NON_FIELD_ERRORS, "invalid_move"):
        return redirect(found)
    first_rows = [[masked(cell) for cell in row] for row in table.first_rows()]
    context = {"delivery": found, "form": form, "table": table, "tables": tables}
    return render(request, "schools/delivery_columns.html", {**context, "first_rows": first_rows})


@role_required(RoleKind.HR_OFFICER)
def values(request: StaffRequest, pk: int) -> HttpResponse:
    column = request.GET.get("kolom", "")
    if column not in TRANSLATABLE:
        raise Http404
    found = _own(request, pk)
    if found.status != DeliveryStatus.CHECKED:
        return redirect(found)
    unknown = unknown_values(found, column)
    options = meanings_of(found.board_id, column, on=found.on)
    form = ValuesForm(request.POST or None, counts=unknown.counts, options=options)
    if submit(form, translate_values, delivery=found, actor=request.user, column=column):
        return redirect(found)
    context = {"delivery": found, "form": form, "column": column, "first": unknown.first}
    return render(request, "schools/delivery_values.html", context)


@require_POST
@role_required(RoleKind.HR_OFFICER)
def mend(request: StaffRequest, pk: int) -> HttpResponse:
    """Take in better values for single cells: inputs named by row and column."""
    found = _own(request, pk)
    if found.status != DeliveryStatus.CHECKED:
        return redirect(found)
    cells = {
        (int(told[1]), told[2]): text[:LONGEST_VALUE]
        for name, text in request.POST.items()
        if (told := CELL.fullmatch(name)) and told[2] in COLUMNS
    }
    said = _("We put your values in their place and check the delivery again.")
    attempt(request, said, repair, delivery=found, actor=request.user, cells=cells)
    return redirect(found)


@require_POST
@role_required(RoleKind.HR_OFFICER)
def again(request: StaffRequest, pk: int) -> HttpResponse:
    """Go back to the columns of a file of which one was taken for another."""
    found = _own(request, pk)
    if found.status != DeliveryStatus.CHECKED:
        return redirect(found)
    said = _("Choose again which column is which. What you repaired in this file is undone.")
    attempt(request, said, read_again, delivery=found, actor=request.user)
    return redirect(found)


@role_required(RoleKind.HR_OFFICER)
def remembered(request: StaffRequest) -> HttpResponse:
    board = request.role.organisation_id
    context = {"columns": told_columns(board), "values": told_values(board)}
    return render(request, "schools/remembered.html", context)


@require_POST
@role_required(RoleKind.HR_OFFICER)
def column(request: StaffRequest, pk: int) -> HttpResponse:
    return _forget(request, get_object_or_404(told_columns(request.role.organisation_id), pk=pk))


@require_POST
@role_required(RoleKind.HR_OFFICER)
def value(request: StaffRequest, pk: int) -> HttpResponse:
    return _forget(request, get_object_or_404(told_values(request.role.organisation_id), pk=pk))


def _forget(request: StaffRequest, told: ColumnMemory | ValueMemory) -> HttpResponse:
    said = _("Forgotten. We ask it again with the next file.")
    attempt(request, said, forget, told=told, actor=request.user)
    return redirect("schools:remembered")


@role_required(RoleKind.HR_OFFICER)
def signals(request: StaffRequest, pk: int) -> HttpResponse:
    own = Delivery.objects.filter(board=request.role.organisation_id).select_related("board")
    found = get_object_or_404(own, pk=pk)
    kind = (request.GET.get("code"), request.GET.get("kolom"))
    groups = fault_groups(found)
    group = next(
        (one for one in groups if (one.code, one.column) == kind and not one.rejects), None
    )
    if group is None:
        raise Http404
    form = AcceptForm(request.POST if request.method == "POST" else None)
    told = {"code": group.code, "column": group.column}
    if submit(form, accept_signals, delivery=found, actor=request.user, **told):
        messages.success(request, _("Noted. We do not ask this about these people again."))
        return redirect(found)
    context = {"delivery": found, "group": group, "form": form}
    return render(request, "schools/delivery_signals.html", context)


def _own(request: StaffRequest, pk: int) -> Delivery:
    """Return a delivery of the officer's board.

    After a double press or the back button its status may be another: its page shows what holds.
    """
    own = Delivery.objects.filter(board=request.role.organisation_id).select_related("board")
    return get_object_or_404(own, pk=pk)
