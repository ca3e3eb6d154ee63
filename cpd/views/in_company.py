"""Boards that offer courses to their own staff: applying for it, and the courses."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from core import clock
from core.lists import paged
from cpd.choices.providers import ApplicationStatus
from cpd.doors import LINK
from cpd.models import Application, Offer, Provider
from cpd.selectors.applications import last_decision, link_token
from cpd.selectors.suspensions import suspension_of
from cpd.selectors.terms import requirements_of, terms_on
from cpd.services.applications import apply_for_board


@role_required(RoleKind.HR_OFFICER, own=True)
def own_courses(request: StaffRequest) -> HttpResponse:
    """Show the board's own courses, or let it apply to offer them."""
    board, today = request.role.organisation_id, clock.today()
    if request.method == "POST":
        application = apply_for_board(board, actor=request.user, on=today)
        request.session[LINK] = link_token(application)
        return redirect("cpd:apply_status")
    providers = list(Provider.objects.filter(staff_of=board).order_by("pk"))
    if not providers:
        return _applying(request, board)
    found = Offer.objects.filter(provider__in=providers).judged().order_by("title", "pk")
    works_for = {role.organisation_id for role in request.user.current_roles}
    suspensions = [suspension_of(provider.pk, today) for provider in providers]
    context = {
        "suspensions": [suspension for suspension in suspensions if suspension],
        "editor": not works_for.isdisjoint(provider.pk for provider in providers),
        "page": paged(request, found),
    }
    return render(request, "cpd/own_courses.html", context)


def _applying(request: StaffRequest, board: int) -> HttpResponse:
    last = Application.objects.with_all().filter(board=board).first()
    if last and last.status == ApplicationStatus.REFUSED:
        request.session[LINK] = link_token(last)  # gives access to the objection
    terms = terms_on(clock.today())
    context = {
        "application": last,
        "decision": last_decision(last) if last else None,
        "weeks": terms.admission_weeks,
        "requirements": requirements_of(terms.requirements),
    }
    return render(request, "cpd/own_courses_apply.html", context)
