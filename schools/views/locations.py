"""Schools and their boards, for the register's administrators."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.choices import RoleKind
from accounts.doors import role_required
from core import clock
from schools.forms import SchoolSearchForm
from schools.selectors.locations import find_locations

ON_A_PAGE = 25


@role_required(RoleKind.ADMINISTRATOR)
def school_search(request: HttpRequest) -> HttpResponse:
    form = SchoolSearchForm(request.GET)
    if not form.is_valid():
        raise Http404
    found = find_locations(form.cleaned_data["q"], on=clock.today())
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "schools/school_search.html", {"form": form, "page": page})
