"""What development costs a teacher, and what the collective agreement gives for it."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.doors import SignedInRequest, teacher_required
from core import clock
from core.forms import submit
from core.lists import paged
from core.text import row_key
from cpd.budgets import school_year
from cpd.forms.costs import CostForm
from cpd.models import Activity
from cpd.selectors.budgets import balances_of, costs_of
from cpd.services.costs import set_cost
from schools.choices import Sector
from schools.selectors import sectors_of


@teacher_required
def budget(request: SignedInRequest) -> HttpResponse:
    """Show the budget of this or an earlier school year, with the calculation."""
    today = clock.today()
    asked = request.GET.get("year", "")
    first = school_year(today)
    if first.year - 10 <= row_key(asked) <= first.year:
        first = first.replace(year=row_key(asked))
    until = first.replace(year=first.year + 1)
    on = min(today, until - timedelta(days=1))
    costs = costs_of(request.user).filter(activity__done_on__gte=first, activity__done_on__lt=until)
    balances = [
        (capfirst(Sector(one.agreement.sector).label), one)
        for one in balances_of(request.user, on=on)
    ]
    context = {
        "balances": balances,
        "supports": not balances and bool(sectors_of(request.user.pk, on)),
        "page": paged(request, costs),
        "year": first.year,
        "years": f"{first.year}-{until.year}",
        "latest": school_year(today).year,
    }
    return render(request, "cpd/budget.html", context)


@teacher_required
def cost(request: SignedInRequest, pk: int) -> HttpResponse:
    activity = get_object_or_404(
        Activity.objects.of(request.user).in_file().select_related("cost"), pk=pk
    )
    known = getattr(activity, "cost", None)
    initial = {"hours": activity.total}
    if known:
        initial = {"amount": known.amount, "hours": known.hours, "payer": known.payer}
    form = CostForm(request.POST or None, initial=initial)
    if submit(form, set_cost, activity=activity, actor=request.user):
        messages.success(request, _("Your budget is up to date."))
        return redirect("cpd:budget")
    return render(request, "cpd/cost.html", {"activity": activity, "form": form})
