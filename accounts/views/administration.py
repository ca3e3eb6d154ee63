"""What administrators do with organisations of all kinds."""

from django.http import HttpResponse
from django.shortcuts import render

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from accounts.models import Invitation, Organisation
from core.lists import paged, searched


@role_required(RoleKind.ADMINISTRATOR)
def invitations(request: StaffRequest) -> HttpResponse:
    """Find an organisation to invite its first people; see which invitations wait."""
    query = searched(request)
    found = Organisation.objects.matching(query).order_by("name", "pk")
    waiting = Invitation.objects.open().select_related("organisation")
    rows = found if query else waiting
    return render(
        request,
        "accounts/organisations.html",
        {
            "query": query,
            "page": paged(request, rows),
            "register": request.role.organisation,
        },
    )
