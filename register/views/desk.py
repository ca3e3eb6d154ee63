"""The work of the register's administrators."""

from django.http import HttpResponse
from django.shortcuts import render

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from accounts.selectors import alarms_to_look_into, shields_to_look_at
from cpd.selectors.applications import applications_to_decide
from cpd.selectors.offers import offers_to_judge
from register.selectors.diplomas import diplomas_waiting
from register.selectors.worklist import desk


@role_required(RoleKind.ADMINISTRATOR)
def worklist(request: StaffRequest) -> HttpResponse:
    context = {
        "desk": desk(request.user),
        "offers": offers_to_judge(),
        "providers": applications_to_decide(),
        "alarms": alarms_to_look_into(),
        "shields": shields_to_look_at(),
        "diplomas": diplomas_waiting(request.role.organisation_id),
    }
    return render(request, "register/worklist.html", context)
