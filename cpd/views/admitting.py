"""The administrators' queue of applications by providers, and the decision."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from core import clock
from core.forms import submit
from core.lists import paged
from cpd import permissions
from cpd.choices.providers import ApplicationStatus
from cpd.forms.applications import ApplicationFilterForm, DecideForm, LiftForm, SuspendForm
from cpd.models import Application, ApplicationFile, Offer, Provider, Suspension
from cpd.rules import urgency
from cpd.selectors import applications as selectors
from cpd.selectors.offers import offer_counts
from cpd.selectors.suspensions import suspension_of
from cpd.selectors.terms import terms_on
from cpd.services.applications import decide_application
from cpd.services.suspensions import lift_suspension, suspend_provider

administrator_required = role_required(RoleKind.ADMINISTRATOR)


@administrator_required
def applications(request: StaffRequest) -> HttpResponse:
    form = ApplicationFilterForm({"status": ApplicationStatus.SUBMITTED, **request.GET.dict()})
    form.is_valid()
    today = clock.today()
    found = selectors.search_applications(form.cleaned_data)
    page = paged(request, found)
    context = {
        "form": form,
        "counts": selectors.application_counts(today),
        "weeks": terms_on(today).admission_weeks,
        "page": page,
        "rows": [(one, urgency(one.due_on, today)) for one in page],
    }
    return render(request, "cpd/applications.html", context)


@administrator_required
def application(request: StaffRequest, pk: int) -> HttpResponse:
    """Show an application next to the form for the decision."""
    found = get_object_or_404(Application.objects.handed_in().with_all(), pk=pk)
    form = DecideForm(request.POST or None)
    if submit(form, decide_application, application=found, actor=request.user):
        messages.success(request, _("Your decision is recorded. The applicant gets a mail."))
        return redirect("cpd:applications")
    context = {
        "application": found,
        "form": form,
        "answered": selectors.answered(found),
        "same": selectors.same_number(found),
        "open": found.status == ApplicationStatus.SUBMITTED,
        "allowed": permissions.can_decide_on(request.user, found),
    }
    return render(request, "cpd/application.html", context)


@administrator_required
def provider(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what is known about a provider, with its suspensions."""
    found = get_object_or_404(Provider.objects.select_related("application", "staff_of"), pk=pk)
    context = {
        "provider": found,
        "counts": offer_counts(Offer.objects.of_provider(pk), clock.today()),
        "suspension": suspension_of(pk, clock.today()),
        "suspensions": found.suspensions.all(),
        "allowed": permissions.can_suspend(request.user, found),
    }
    return render(request, "cpd/provider_page.html", context)


@administrator_required
def suspend(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Provider, pk=pk)
    today = clock.today()
    form = SuspendForm(request.POST or None, on=today)
    if submit(form, suspend_provider, provider=found, actor=request.user, on=today):
        messages.success(request, _("The suspension is recorded. The provider gets a mail."))
        return redirect("cpd:provider_page", pk)
    return render(request, "cpd/suspend.html", {"provider": found, "form": form})


@administrator_required
def lift(request: StaffRequest, pk: int) -> HttpResponse:
    rows = Suspension.objects.select_related("provider")
    found = get_object_or_404(rows, pk=pk, until=None)
    form = LiftForm(request.POST or None)
    today = clock.today()
    if submit(form, lift_suspension, suspension=found, actor=request.user, on=today):
        messages.success(request, _("The suspension is lifted. The provider gets a mail."))
        return redirect("cpd:provider_page", found.provider_id)
    return render(request, "cpd/lift.html", {"suspension": found, "form": form})


@administrator_required
def file(request: StaffRequest, pk: int) -> FileResponse:
    """Download a file of a submitted application; browsers never display it on our site."""
    handed_in = Application.objects.handed_in()
    rows = ApplicationFile.objects.filter(application__in=handed_in).select_related("content")
    found = get_object_or_404(rows, pk=pk)
    return FileResponse(
        BytesIO(found.content.opened()),
        as_attachment=True,
        filename=found.name,
        content_type=found.media_type,
    )
