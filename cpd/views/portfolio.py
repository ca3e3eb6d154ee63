"""Importing a portfolio that a teacher kept elsewhere: first a preview, then the import."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from accounts.doors import SignedInRequest, teacher_required
from core import clock
from core.forms import submit
from cpd.forms.portfolio import PortfolioForm, seen_again
from cpd.portfolio import COLUMNS
from cpd.services.portfolio import Portfolio, import_activities, look_at
from schools.exports import BYTE_ORDER_MARK, as_csv

EXAMPLE = ["12-11-2025", "intervisie", "pedagogiek", "2", "Intervisie met de sectie"]


@teacher_required
def portfolio(request: SignedInRequest) -> HttpResponse:
    form = PortfolioForm(request.POST or None, request.FILES or None)
    own = {"owner": request.user, "actor": request.user, "on": clock.today()}
    if "seen" in request.POST and (done := submit(form, import_activities, **own)):
        _tell(request, done)
        return redirect("cpd:activities")
    context = {"form": form, "columns": COLUMNS}
    if found := submit(form, look_at, **own):
        seen = seen_again(form.cleaned_data["data"])
        return render(request, "cpd/portfolio_seen.html", {"found": found, "seen": seen})
    return render(request, "cpd/portfolio.html", context)


@teacher_required
def example(request: SignedInRequest) -> HttpResponse:
    """Download a template with the right columns and one example row."""
    content = BYTE_ORDER_MARK + as_csv(COLUMNS, [[request.user.number, *EXAMPLE]])
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="voorbeeld.csv"'},
    )


def _tell(request: SignedInRequest, done: Portfolio) -> None:
    number = len(done.good)
    text = ngettext(
        "%(number)s activity was taken over.", "%(number)s activities were taken over.", number
    )
    messages.success(request, text % {"number": number})
