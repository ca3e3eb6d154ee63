"""Objections of others than registered teachers: providers that are suspended or whose course was
refused, organisations not admitted as a provider, and people whose own request was refused.
"""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.choices import RoleKind
from accounts.doors import SignedInRequest, StaffRequest, role_required
from core import clock
from core.forms import submit
from cpd.doors import applicant_required
from cpd.selectors.contested import refused_application, refused_offer, suspensions_of
from register.forms.cases import ObjectionForm
from register.letters.notifying import remedy_ends
from register.models import Case
from register.selectors.admissions import refused_request
from register.selectors.diplomas import diploma_name
from register.services.objections import (
    object_to_diploma,
    object_to_judgement,
    object_to_refusal,
    object_to_suspension,
)

from .cases import Trail, follow_case, letter_file, objecting_page

if TYPE_CHECKING:
    from cpd.models import Application

PROVIDER: Trail = (
    (gettext_lazy("My courses"), "cpd:provider"),
    (gettext_lazy("Objections"), "register:provider_cases"),
)
APPLICANT: Trail = (
    (gettext_lazy("Become a provider"), "cpd:apply"),
    (gettext_lazy("Your application"), "cpd:apply_status"),
)
NEWCOMER: Trail = ((gettext_lazy("Register without a school"), "register:admission"),)
provider_required = role_required(RoleKind.PROVIDER_EDITOR)


@provider_required
def provider_cases(request: StaffRequest) -> HttpResponse:
    """List the objections of a provider, and the suspensions to which it can still object."""
    provider, today = request.role.organisation_id, clock.today()
    told = suspensions_of(provider).filter(objections=None)
    open_until = [(one, remedy_ends(one.notified_on)) for one in told]
    context = {
        "cases": Case.objects.of_provider(provider).with_people(),
        "contestable": [(one, until) for one, until in open_until if until and until >= today],
    }
    return render(request, "register/provider_cases.html", context)


@provider_required
def provider_case(request: StaffRequest, pk: int) -> HttpResponse:
    cases = Case.objects.of_provider(request.role.organisation_id).with_people()
    case = get_object_or_404(cases, pk=pk)
    at = "register:provider_letter"
    return follow_case(request, case, reader=request.user, trail=PROVIDER, letters_at=at)


@provider_required
def letter(request: StaffRequest, pk: int) -> HttpResponse:
    return letter_file(Case.objects.of_provider(request.role.organisation_id), pk)


@provider_required
def object_offer(request: StaffRequest, pk: int) -> HttpResponse:
    """Object to the refusal of an own course, or go to the case if there is one already."""
    provider = request.role.organisation_id
    refused = refused_offer(pk, provider=provider)
    if refused is None:
        raise Http404
    if case := Case.objects.of_provider(provider).filter(judgement=refused.pk).first():
        return redirect(case)
    form = ObjectionForm(request.POST or None)
    on = clock.today()
    if case := submit(form, object_to_judgement, judgement=refused, actor=request.user, on=on):
        messages.success(request, _("Your objection has been received."))
        return redirect(case)
    back, until = reverse("cpd:provider_offer", args=[pk]), remedy_ends(refused.notified_on)
    about = refused.submission.offer.title
    return objecting_page(request, form, about=about, until=until, back=back, trail=PROVIDER)


@provider_required
def object_suspension(request: StaffRequest, pk: int) -> HttpResponse:
    """Object to being suspended, or go to the case if there is one already."""
    found = get_object_or_404(suspensions_of(request.role.organisation_id), pk=pk)
    if case := Case.objects.filter(suspension=found.pk).first():
        return redirect(case)
    form, on = ObjectionForm(request.POST or None), clock.today()
    if case := submit(form, object_to_suspension, suspension=found, actor=request.user, on=on):
        messages.success(request, _("Your objection has been received."))
        return redirect(case)
    about = _("The suspension from %(day)s") % {"day": date_format(found.since, "j F Y")}
    until, back = remedy_ends(found.notified_on), "cpd:provider"
    return objecting_page(request, form, about=about, until=until, back=back, trail=PROVIDER)


@never_cache
@login_required
def object_admission(request: SignedInRequest) -> HttpResponse:
    """Object to the refusal of one's request to be registered, or show the case if there is one."""
    refused = refused_request(request.user)
    if refused is None:
        raise Http404
    known = Case.objects.of(request.user).with_people().filter(diploma=refused)
    if case := known.first():
        at = "register:admission_letter"
        return follow_case(request, case, reader=request.user, trail=NEWCOMER, letters_at=at)
    form = ObjectionForm(request.POST or None)
    on = clock.today()
    if case := submit(form, object_to_diploma, check=refused, actor=request.user, on=on):
        messages.success(request, _("Your objection has been received."))
        return redirect(case)
    back, until = "register:admission", remedy_ends(refused.notified_on)
    about = diploma_name(refused, language=get_language() or "")
    return objecting_page(request, form, about=about, until=until, back=back, trail=NEWCOMER)


@login_required
def admission_letter(request: SignedInRequest, pk: int) -> HttpResponse:
    return letter_file(Case.objects.of(request.user).filter(diploma__isnull=False), pk)


@applicant_required
def object_refusal(request: HttpRequest, application: "Application") -> HttpResponse:
    """Object to not being admitted, or show the case if there is one already."""
    refused = refused_application(application)
    known = Case.objects.of_application(application.pk).with_people()
    if refused:
        known = known.filter(refusal=refused.pk)
    if case := known.first():
        at = "register:applicant_letter"
        return follow_case(request, case, reader=None, trail=APPLICANT, letters_at=at)
    if refused is None:
        return redirect("cpd:apply_status")
    form = ObjectionForm(request.POST or None)
    if case := submit(form, object_to_refusal, decision=refused, actor=None, on=clock.today()):
        messages.success(request, _("Your objection has been received."))
        return redirect(case)
    back, until = "cpd:apply_status", remedy_ends(refused.notified_on)
    about = refused.round.application.name
    return objecting_page(request, form, about=about, until=until, back=back, trail=APPLICANT)


@applicant_required
def applicant_letter(request: HttpRequest, application: "Application", pk: int) -> HttpResponse:
    return letter_file(Case.objects.of_application(application.pk), pk)
