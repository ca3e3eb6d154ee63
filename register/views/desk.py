"""The work of the register's administrators."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.choices import Purpose, RoleKind
from accounts.doors import StaffRequest, role_required
from accounts.models import Person
from accounts.names import is_number
from accounts.selectors import alarms_to_look_into
from accounts.services.views import record_view
from cpd.selectors.offers import offers_to_judge
from register.selectors.public import plain_number
from register.selectors.worklist import desk, file_of

ACTS_ON_A_PAGE = 25


@role_required(RoleKind.ADMINISTRATOR)
def worklist(request: StaffRequest) -> HttpResponse:
    context = {"desk": desk(), "offers": offers_to_judge(), "alarms": alarms_to_look_into()}
    return render(request, "register/worklist.html", context)


@role_required(RoleKind.ADMINISTRATOR)
def find_person(request: StaffRequest) -> HttpResponse:
    typed = request.GET.get("q", "")[:40]
    number = plain_number(typed)
    if is_number(number) and Person.objects.filter(number=number).exists():
        return redirect("register:person", number)
    return render(request, "register/find_person.html", {"typed": typed})


@role_required(RoleKind.ADMINISTRATOR)
def person(request: StaffRequest, number: str) -> HttpResponse:
    """Show one person's place in the register; the look is written down for the person."""
    found = get_object_or_404(Person.objects.exclude(number=""), number=plain_number(number))
    record_view(found, viewer=request.user, role=request.role, purpose=Purpose.SUPPORT)
    file = file_of(found)
    acts = Paginator(file.acts, ACTS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "register/person.html", {"person": found, "file": file, "acts": acts})
