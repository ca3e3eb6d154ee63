"""The work of the register's administrators."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from accounts.selectors.claims import alarms_to_look_into
from accounts.selectors.shields import shields_to_look_at
from core import clock
from cpd.selectors.applications import applications_to_decide
from cpd.selectors.offers import offers_to_judge
from register.selectors.diplomas import diplomas_waiting
from register.selectors.outgoing import outgoing
from register.selectors.worklist import desk
from register.services import outgoing as services


@role_required(RoleKind.ADMINISTRATOR)
def worklist(request: StaffRequest) -> HttpResponse:
    context = {
        "desk": desk(request.user, on=clock.today()),
        "offers": offers_to_judge(),
        "providers": applications_to_decide(),
        "alarms": alarms_to_look_into(),
        "shields": shields_to_look_at(),
        "diplomas": diplomas_waiting(request.role.organisation_id),
    }
    return render(request, "register/worklist.html", context)


@role_required(RoleKind.ADMINISTRATOR)
def outgoing_work(request: StaffRequest) -> HttpResponse:
    """Show the progress of files, letters and mail that are made in batches."""
    return render(request, "register/outgoing.html", {"rows": outgoing()})


@require_POST
@role_required(RoleKind.ADMINISTRATOR)
def retry(request: StaffRequest, kind: str) -> HttpResponse:
    count = services.retry(kind, actor=request.user)
    said = ngettext("%(n)s message is tried again.", "%(n)s messages are tried again.", count)
    messages.success(request, said % {"n": count})
    return redirect("register:outgoing")
