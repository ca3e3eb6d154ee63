"""What a delivery is made of: the guide, the empty files, and the help with a ground."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from core import clock
from schools.guide import fields
from schools.helper import NONE, NOT_NEEDED, QUESTIONS, START
from schools.models import BasisCode
from schools.selectors.codes import grounds_on, title_of
from schools.selectors.values import meanings_of, sectors_of_board
from schools.template import Choices, staff_workbook

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LISTED = ("functiecategorie", "aard_arbeidsrelatie", "grondslagcode", "onderwijsterreinen")
OFFERED = ("vestiging", "geslacht", *LISTED, "mutatiesoort")


@role_required(RoleKind.HR_OFFICER)
def guide(request: StaffRequest) -> HttpResponse:
    board, on = request.role.organisation_id, clock.today()
    sectors = sectors_of_board(board)
    context = {
        "fields": fields(),
        "lists": [
            (column, meanings_of(board, column, on=on)) for column in (*LISTED, "mutatiesoort")
        ],
        "grounds": [ground for ground in grounds_on(on) if ground.sector in sectors],
    }
    return render(request, "schools/delivery_guide.html", context)


@role_required(RoleKind.HR_OFFICER)
def workbook(request: StaffRequest) -> HttpResponse:
    board, on = request.role.organisation_id, clock.today()
    choices = [
        Choices(column, [(value, str(words)) for value, words in meanings_of(board, column, on=on)])
        for column in OFFERED
    ]
    response = HttpResponse(staff_workbook(choices), content_type=EXCEL)
    response["Content-Disposition"] = 'attachment; filename="personeel.xlsx"'
    return response


@role_required(RoleKind.HR_OFFICER)
def ground(request: StaffRequest) -> HttpResponse:
    """Ask one question, or give the ground that the answers lead to."""
    step = request.GET.get("stap", START)
    if question := QUESTIONS.get(step):
        return render(request, "schools/ground_help.html", {"question": question, "step": step})
    found: BasisCode | None = next((g for g in grounds_on(clock.today()) if g.code == step), None)
    if found is None and step not in (NONE, NOT_NEEDED):
        raise Http404
    context = {"ground": found, "title": title_of(found) if found else "", "step": step}
    return render(request, "schools/ground_found.html", context)
