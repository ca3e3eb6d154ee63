"""Telling what a board's own file means: its columns, and its values."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from core.forms import submit
from schools.choices import DeliveryKind, DeliveryStatus
from schools.delivery_forms import ColumnsForm, ValuesForm, masked
from schools.models import Delivery
from schools.reading import choose
from schools.rules.recognition import TRANSLATABLE
from schools.selectors.files import tables_of
from schools.selectors.values import meanings_of, unknown_values
from schools.services.readings import name_columns, translate_values


@role_required(RoleKind.HR_OFFICER)
def columns(request: StaffRequest, pk: int) -> HttpResponse:
    found = _own(request, pk, DeliveryStatus.UPLOADED)
    tables = tables_of(found)
    table = choose(tables, request.GET.get("blad", ""))
    form = ColumnsForm(request.POST or None, table=table, full=found.kind == DeliveryKind.FULL)
    if submit(form, name_columns, delivery=found, actor=request.user):
        return redirect(found)
    first_rows = [[masked(cell) for cell in row] for row in table.first_rows()]
    context = {"delivery": found, "form": form, "table": table, "tables": tables}
    return render(request, "schools/delivery_columns.html", {**context, "first_rows": first_rows})


@role_required(RoleKind.HR_OFFICER)
def values(request: StaffRequest, pk: int) -> HttpResponse:
    column = request.GET.get("kolom", "")
    if column not in TRANSLATABLE:
        raise Http404
    found = _own(request, pk, DeliveryStatus.CHECKED)
    form = ValuesForm(
        request.POST or None,
        values=unknown_values(found, column),
        options=meanings_of(found, column),
    )
    if submit(form, translate_values, delivery=found, actor=request.user, column=column):
        return redirect(found)
    context = {"delivery": found, "form": form, "column": column}
    return render(request, "schools/delivery_values.html", context)


def _own(request: StaffRequest, pk: int, status: DeliveryStatus) -> Delivery:
    """Return a delivery of the officer's board in this status; another has no such page."""
    own = Delivery.objects.filter(board=request.role.organisation_id).select_related("board")
    return get_object_or_404(own, pk=pk, status=status)
