"""An administrator's queue of who wants to be a provider, and the decision."""

from io import BytesIO

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from core import clock
from core.forms import submit
from cpd import permissions
from cpd.forms.applications import ApplicationFilterForm, DecideForm
from cpd.models import Application, ApplicationFile
from cpd.provider_choices import ApplicationStatus
from cpd.rules import urgency
from cpd.selectors import applications as selectors
from cpd.selectors.terms import terms_on
from cpd.services.applications import decide_application

ON_A_PAGE = 25
administrator_required = role_required(RoleKind.ADMINISTRATOR)


@administrator_required
def applications(request: StaffRequest) -> HttpResponse:
    form = ApplicationFilterForm({"status": ApplicationStatus.SUBMITTED, **request.GET.dict()})
    form.is_valid()
    today = clock.today()
    found = selectors.search_applications(form.cleaned_data)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
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
    """Show the answers beside the decision."""
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
def file(request: StaffRequest, pk: int) -> FileResponse:
    """Give a file of an application that was handed in; never shown inside a page of ours."""
    handed_in = Application.objects.handed_in()
    rows = ApplicationFile.objects.filter(application__in=handed_in).select_related("content")
    found = get_object_or_404(rows, pk=pk)
    return FileResponse(
        BytesIO(found.content.opened()),
        as_attachment=True,
        filename=found.name,
        content_type=found.media_type,
    )
