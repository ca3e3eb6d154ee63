"""Organisations, and what the register agreed that they may check. For administrators."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from accounts.forms.clients import AgreementForm, FundForm
from accounts.models import Agreement, Organisation
from accounts.selectors import clients as selectors
from accounts.services.agreements import admit_fund, agree, end_agreement
from accounts.step_up import step_up_to_send
from core import clock
from core.forms import attempt, submit
from core.lists import paged, searched

administrator_required = role_required(RoleKind.ADMINISTRATOR)


@administrator_required
def agreements(request: StaffRequest) -> HttpResponse:
    query = searched(request)
    rows = selectors.agreements(Agreement.objects.matching(query))
    page = paged(request, rows)
    context = {"page": page, "query": query, "today": clock.today()}
    return render(request, "accounts/agreements.html", context)


@administrator_required
@step_up_to_send
def fund_new(request: StaffRequest) -> HttpResponse:
    form = FundForm(request.POST or None)
    if fund := submit(form, admit_fund, actor=request.user):
        messages.success(request, _("The invitation is on its way. Now write what they may check."))
        return redirect("accounts:agreement_new", fund.pk)
    return render(request, "accounts/fund_new.html", {"form": form})


@administrator_required
@step_up_to_send
def agreement_new(request: StaffRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation, pk=pk)
    form = AgreementForm(request.POST or None)
    facts = {"organisation": organisation, "actor": request.user, "since": clock.today()}
    if submit(form, agree, **facts):
        messages.success(request, _("The agreement holds from today."))
        return redirect("accounts:agreements")
    context = {"form": form, "organisation": organisation}
    return render(request, "accounts/agreement_new.html", context)


@require_POST
@administrator_required
def end(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Agreement, pk=pk)
    done = _("The agreement has ended. Nobody can check under it any more.")
    attempt(request, done, end_agreement, agreement=found, actor=request.user, on=clock.today())
    return redirect("accounts:agreements")
