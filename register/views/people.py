"""One search and one page for each person, for the register's administrators."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.choices import Purpose, RoleKind
from accounts.doors import StaffRequest, has_second_factor, role_required
from accounts.models import Person
from accounts.services.views import record_view
from core import clock
from core.lists import paged, searched
from register.forms.people import HistoryForm
from register.permissions import can_strike_off
from register.selectors.history import lines_of
from register.selectors.people import file_of, found_people
from register.words.acts import SUBJECTS


@role_required(RoleKind.ADMINISTRATOR)
def people(request: StaffRequest) -> HttpResponse:
    """Find somebody by number, email address or name; an exact match opens at once."""
    typed = searched(request)
    exact = Person.objects.known_by(typed).first() if typed else None
    if exact:
        return redirect("register:person", exact.pk)
    page = paged(request, found_people(typed))
    return render(request, "register/people.html", {"typed": typed, "page": page})


@role_required(RoleKind.ADMINISTRATOR)
def person(request: StaffRequest, pk: int) -> HttpResponse:
    """Show everything about one person, and record for them that it was viewed."""
    found = get_object_or_404(Person.objects.select_related("merged_into"), pk=pk)
    record_view(found, viewer=request.user, role=request.role, purpose=Purpose.SUPPORT)
    file = file_of(found, reader=request.user, on=clock.today())
    form = HistoryForm(request.GET)
    kind = form.cleaned_data["kind"] if form.is_valid() else ""
    acts = file.acts.filter(subject__in=SUBJECTS[kind]) if kind else file.acts
    page = paged(request, acts)
    context = {
        "person": found,
        "file": file,
        "form": form,
        "page": page,
        "lines": lines_of(page),
        "second_factor": has_second_factor(found),
        "may_strike_off": can_strike_off(request.user, found) and file.can_be_struck_off,
    }
    return render(request, "register/person.html", context)
