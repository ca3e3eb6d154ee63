"""What the register's administrators read of the deliveries of boards; they decide nothing."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from core.lists import paged
from schools.forms.deliveries import AnyDeliveryFilterForm
from schools.models import Delivery

from .rows import rows_shown


@role_required(RoleKind.ADMINISTRATOR)
def deliveries(request: StaffRequest) -> HttpResponse:
    form = AnyDeliveryFilterForm(request.GET)
    if not form.is_valid():
        raise Http404
    asked = form.cleaned_data
    found = Delivery.objects.of_boards(asked["q"]).of(kind=asked["kind"], status=asked["status"])
    page = paged(request, found.select_related("board"))
    return render(request, "schools/all_deliveries.html", {"form": form, "page": page})


@role_required(RoleKind.ADMINISTRATOR)
def delivery(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(
        Delivery.objects.select_related("board", "handed_in_by", "approved_by"), pk=pk
    )
    context = {"delivery": found, **rows_shown(request, found)}
    return render(request, "schools/any_delivery.html", context)
