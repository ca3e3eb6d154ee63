"""What administrators do with organisations and people of all kinds."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.choices import Purpose, RoleKind
from accounts.doors import StaffRequest, has_second_factor, role_required
from accounts.models import Invitation, Organisation, Person
from accounts.services.views import record_view

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


@role_required(RoleKind.ADMINISTRATOR)
def people(request: StaffRequest) -> HttpResponse:
    """Find one person by their whole address or number; there is nothing here to leaf through."""
    query = request.GET.get("q", "")[:LONGEST_QUERY].strip()
    person = Person.objects.known_by(query).first() if query else None
    if person:
        return redirect("accounts:person", person.pk)
    return render(request, "accounts/people.html", {"query": query})


@role_required(RoleKind.ADMINISTRATOR)
def person(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Person, pk=pk)
    record_view(found, viewer=request.user, role=request.role, purpose=Purpose.SUPPORT)
    return render(
        request,
        "accounts/person.html",
        {
            "person": found,
            "second_factor": has_second_factor(found),
            "roles": found.roles.select_related("organisation").order_by("-since"),
        },
    )
