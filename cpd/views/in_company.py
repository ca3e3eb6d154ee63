"""A board that offers courses to its own staff: how it comes to do so, and what it offers."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from core import clock
from cpd.doors import LINK
from cpd.models import Application, Offer, Provider
from cpd.provider_choices import ApplicationStatus
from cpd.selectors.applications import last_decision, link_token
from cpd.selectors.suspensions import suspension_of
from cpd.selectors.terms import requirements_of, terms_on
from cpd.services.applications import apply_for_board

ON_A_PAGE = 25


@role_required(RoleKind.HR_OFFICER, own=True)
def own_courses(request: StaffRequest) -> HttpResponse:
    """Show the board's own courses, or lead to the application with which it may offer them."""
    board, today = request.role.organisation_id, clock.today()
    if request.method == "POST":
        application = apply_for_board(board, actor=request.user, on=today)
        request.session[LINK] = link_token(application)
        return redirect("cpd:apply_status")
    provider = Provider.objects.filter(staff_of=board).first()
    if provider is None:
        return _applying(request, board)
    found = Offer.objects.of_provider(provider.pk).judged().order_by("title", "pk")
    context = {
        "provider": provider,
        "suspension": suspension_of(provider.pk, today),
        "editor": request.user.has_role(RoleKind.PROVIDER_EDITOR, organisation=provider.pk),
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "cpd/own_courses.html", context)


def _applying(request: StaffRequest, board: int) -> HttpResponse:
    last = Application.objects.with_all().filter(board=board).first()
    if last and last.status == ApplicationStatus.REFUSED:
        request.session[LINK] = link_token(last)  # with which it can be objected to
    terms = terms_on(clock.today())
    context = {
        "application": last,
        "decision": last_decision(last) if last else None,
        "weeks": terms.admission_weeks,
        "requirements": requirements_of(terms.requirements),
    }
    return render(request, "cpd/own_courses_apply.html", context)
