"""Handing in staff data, looking at what it changes, and the receipt."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.choices import Purpose, RoleKind
from accounts.doors import StaffRequest, role_required
from accounts.models import Person
from accounts.services.views import record_views
from accounts.step_up import step_up
from core import clock
from core.forms import submit
from core.lists import paged
from core.refresh import look_again
from schools.choices import DeliveryKind, DeliveryStatus
from schools.exports import BYTE_ORDER_MARK, for_spreadsheet
from schools.faultlist import HEADER
from schools.faults import explain_undo
from schools.forms.deliveries import DeliveryFilterForm
from schools.forms.handing_in import ChoiceForm, DeliverForm
from schools.models import Board, Delivery
from schools.progress import rows_checked, step_of
from schools.querysets import DeliveryQuerySet
from schools.receipts import receipt_pdf
from schools.rules import COLUMNS
from schools.selectors.deliveries import (
    RECEIPT_HEADER,
    fault_list,
    receipt_rows,
    staff_of,
)
from schools.selectors.groups import is_of_another_board
from schools.selectors.rows import FAULTS, rows_of, rows_per_sheet
from schools.services.deliveries import decide, upload

from .rows import rows_shown

SECONDS_TO_LOOK_AGAIN = 3
STEPS = (1, 2, 3)  # of applying a delivery and of taking one back
WAITING = {DeliveryStatus.RECEIVED, DeliveryStatus.APPROVED}


@role_required(RoleKind.HR_OFFICER)
def deliveries(request: StaffRequest) -> HttpResponse:
    form = DeliveryFilterForm(request.GET)
    if not form.is_valid():
        raise Http404
    asked = form.cleaned_data
    found = _own(request).named(asked["q"]).of(kind=asked["kind"], status=asked["status"])
    page = paged(request, found.select_related("handed_in_by"))
    context = {"form": form, "page": page}
    return render(request, "schools/deliveries.html", {**context, "filtered": any(asked.values())})


@role_required(RoleKind.HR_OFFICER)
def deliver(request: StaffRequest) -> HttpResponse:
    form = DeliverForm(request.POST or None, request.FILES or None)
    board = Board.objects.get(pk=request.role.organisation_id)
    if found := submit(form, _hand_in, board=board, actor=request.user):
        if found.applied_at:
            messages.info(request, _("You handed in this file before. This is its receipt."))
        return redirect(found)
    context = {"form": form, "board": board, "columns": COLUMNS}
    return render(request, "schools/deliver.html", context)


@role_required(RoleKind.HR_OFFICER)
def delivery(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a delivery in the state in which it is."""
    found = get_object_or_404(_own(request).select_related("board", "handed_in_by"), pk=pk)
    if found.status == DeliveryStatus.UPLOADED:
        return redirect("schools:delivery_columns", found.pk)
    if found.status in WAITING:
        states = _states(step_of(found))
        context = {"delivery": found, "seen": rows_checked(found), "states": states}
        response = render(request, "schools/delivery_busy.html", context)
        return look_again(request, response, seconds=SECONDS_TO_LOOK_AGAIN)
    if found.status == DeliveryStatus.CHECKED:
        return _check(request, found)
    context = {
        "delivery": found,
        "taken_back": found.undone_by.exclude(status=DeliveryStatus.DISCARDED).first(),
        "reasons": explain_undo(found.built_on),
    }
    return render(request, "schools/delivery_done.html", {**context, **rows_shown(request, found)})


@role_required(RoleKind.HR_OFFICER)
@step_up
def faults(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(_own(request), pk=pk)
    rows = rows_of(found, show=FAULTS).order_by("number").iterator()
    return _csv(f"fouten-{found.pk}", HEADER, fault_list(rows))


@role_required(RoleKind.HR_OFFICER)
@step_up
def receipt(request: StaffRequest, pk: int) -> HttpResponse:
    """Give the registration numbers of everybody in a delivery; each of them can see this look."""
    found = get_object_or_404(_own(request).applied(), pk=pk)
    people = staff_of(found).values_list("person", flat=True)
    record_views(people, viewer=request.user, role=request.role, purpose=Purpose.EXPORT)
    return _csv(f"bewijs-{found.receipt}", RECEIPT_HEADER, receipt_rows(found))


@role_required(RoleKind.HR_OFFICER)
def paper_receipt(request: StaffRequest, pk: int) -> HttpResponse:
    people = ("board", "handed_in_by", "approved_by", "undoes")
    found = get_object_or_404(_own(request).applied().select_related(*people), pk=pk)
    pdf = receipt_pdf(found, demo=settings.DEMO)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.receipt}.pdf"'
    return response


@role_required(RoleKind.HR_OFFICER)
def template(request: StaffRequest) -> HttpResponse:
    """Give an empty file with the right header."""
    return _csv("voorbeeld", COLUMNS, [])


def _states(now: int) -> list[str]:
    """Return of each step whether it is done, goes on now, or is still to come."""
    begun = max(now, STEPS[0])
    return ["done" if step < begun else "now" if step == begun else "" for step in STEPS]


def _own(request: StaffRequest) -> DeliveryQuerySet:
    return Delivery.objects.filter(board=request.role.organisation_id)


def _hand_in(
    *, board: Board, actor: Person, file: UploadedFile, kind: DeliveryKind, on: date | None
) -> Delivery:
    today = clock.today()
    return upload(
        board,
        actor=actor,
        file_name=file.name or "",
        data=file.read(),
        kind=kind,
        on=on or today if kind == DeliveryKind.FULL else today,
    )


def _check(request: StaffRequest, delivery: Delivery) -> HttpResponse:
    form = ChoiceForm(request.POST or None, delivery=delivery)
    if submit(form, decide, delivery=delivery, actor=request.user):
        return redirect(delivery)
    if form.has_error(NON_FIELD_ERRORS, "invalid_move"):
        return redirect(delivery)  # somebody, or the same double click, was first: show what holds
    shown = rows_shown(request, delivery)
    context = {
        "delivery": delivery,
        "form": form,
        "mendable": True,
        "sheets": rows_per_sheet(delivery) if delivery.sheets else [],
        "of_another_board": is_of_another_board(delivery, shown["groups"]),
        **shown,
    }
    return render(request, "schools/delivery_check.html", context)


def _csv(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    response = HttpResponse(
        BYTE_ORDER_MARK + for_spreadsheet(header, rows), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
