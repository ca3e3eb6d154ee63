"""Schools and their boards, for the register's administrators."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.choices import RoleKind
from accounts.doors import role_required
from core import clock
from core.lists import paged
from schools.forms.schools import SchoolSearchForm
from schools.selectors.locations import find_locations


@role_required(RoleKind.ADMINISTRATOR)
def school_search(request: HttpRequest) -> HttpResponse:
    form = SchoolSearchForm(request.GET)
    if not form.is_valid():
        raise Http404
    found = find_locations(form.cleaned_data["q"], on=clock.today())
    page = paged(request, found)
    return render(request, "schools/school_search.html", {"form": form, "page": page})
