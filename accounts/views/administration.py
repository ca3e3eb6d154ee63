"""What administrators do with organisations of all kinds."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from accounts.models import Invitation, Organisation

ROWS_ON_A_PAGE = 25
LONGEST_QUERY = 100


@role_required(RoleKind.ADMINISTRATOR)
def invitations(request: StaffRequest) -> HttpResponse:
    """Find an organisation to invite its first people; see which invitations wait."""
    query = request.GET.get("q", "")[:LONGEST_QUERY].strip()
    found = Organisation.objects.matching(query).order_by("name", "pk")
    waiting = Invitation.objects.open().select_related("organisation")
    rows = found if query else waiting
    return render(
        request,
        "accounts/organisations.html",
        {
            "query": query,
            "page": Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("page")),
            "register": request.role.organisation,
        },
    )
