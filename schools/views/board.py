from django.http import HttpResponse
from django.shortcuts import render

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from core import clock
from schools.selectors.boards import board_overview


@role_required(RoleKind.HR_OFFICER)
def board(request: StaffRequest) -> HttpResponse:
    overview = board_overview(request.role.organisation_id, on=clock.today())
    return render(request, "schools/board.html", {"overview": overview})
