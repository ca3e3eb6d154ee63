"""Applying to become a provider: without an account, through a link in a mail."""

from functools import wraps
from io import BytesIO
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import clock
from core.forms import attempt, submit, unless_gone
from cpd.admitting import Requirement
from cpd.choices.providers import ApplicationStatus
from cpd.doors import LINK, View, applicant_required
from cpd.forms.applications import (
    ContactForm,
    HandInForm,
    OrganisationForm,
    RequirementForm,
    StartForm,
)
from cpd.models import Application
from cpd.selectors import applications as selectors
from cpd.selectors.terms import requirements_of, terms_on
from cpd.services.applications import (
    answer_requirement,
    remove_file,
    start_application,
    submit_application,
    write_contact,
    write_organisation,
)


def writer_required(view: View) -> View:
    """As ``applicant_required``, for pages that change an application not handed in yet."""

    @wraps(view)
    def guarded(
        request: HttpRequest, application: Application, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if not application.writable:
            return redirect("cpd:apply_status")
        return view(request, application, *args, **kwargs)

    return applicant_required(guarded)


def apply(request: HttpRequest) -> HttpResponse:
    """Explain what it takes to become a provider, and mail a link to start with."""
    today = clock.today()
    if request.method == "POST" and not ratelimit.consume(request, action="apply"):
        return ratelimit.respond_429(request)
    form = StartForm(request.POST or None)
    if application := submit(form, start_application, on=today, actor=None):
        return render(request, "cpd/apply_sent.html", {"email": application.email})
    terms = terms_on(today)
    context = {
        "form": form,
        "weeks": terms.admission_weeks,
        "requirements": requirements_of(terms.requirements),
    }
    return render(request, "cpd/apply.html", context)


def follow_link(request: HttpRequest, token: str) -> HttpResponse:
    """Move the secret from the address to the session: out of logs, history and other sites."""
    request.session[LINK] = token
    return redirect("cpd:apply_status")


@applicant_required
def status(request: HttpRequest, application: Application) -> HttpResponse:
    """Show what is done and still to do, or the outcome."""
    missing = selectors.missing_pages(application)
    context = {
        "application": application,
        "answered": selectors.answered(application),
        "missing": missing,
        "decision": selectors.last_decision(application),
        "question": selectors.open_question(application),
    }
    return render(request, "cpd/apply_status.html", context)


@require_POST
@applicant_required
def again(request: HttpRequest, application: Application) -> HttpResponse:
    """Begin anew after a refusal, with the answers that were given."""
    if application.status != ApplicationStatus.REFUSED or application.board:
        return redirect("cpd:apply_status")
    if not ratelimit.consume(request, action="apply"):
        return ratelimit.respond_429(request)
    begun = start_application(email=application.email, on=clock.today(), actor=None)
    request.session[LINK] = selectors.link_token(begun)
    messages.success(
        request, _("This is a new application with your earlier answers. You get its link by mail.")
    )
    return redirect("cpd:apply_status")


@writer_required
def organisation(request: HttpRequest, application: Application) -> HttpResponse:
    initial = {name: getattr(application, name) for name in OrganisationForm.base_fields}
    form = OrganisationForm(request.POST or None, initial=initial)
    if submit(form, write_organisation, application=application, actor=None):
        return _next(application, "organisation")
    return render(request, "cpd/apply_organisation.html", {"form": form})


@writer_required
def contact(request: HttpRequest, application: Application) -> HttpResponse:
    initial = {name: getattr(application, name) for name in ContactForm.base_fields}
    form = ContactForm(request.POST or None, initial=initial)
    if submit(form, write_contact, application=application, actor=None):
        return _next(application, "contact")
    return render(request, "cpd/apply_contact.html", {"form": form, "application": application})


@writer_required
def requirement(request: HttpRequest, application: Application, code: str) -> HttpResponse:
    """Ask how one requirement is met."""
    answered = next(
        (one for one in selectors.answered(application) if one.requirement.code == code), None
    )
    if answered is None:
        raise Http404
    asked = answered.requirement
    form = RequirementForm(
        request.POST or None,
        request.FILES or None,
        question=asked.question,
        hint=asked.hint,
        initial={"text": answered.text},
    )
    given = {"application": application, "actor": None, "requirement": code}
    if submit(form, answer_requirement, **given):
        return redirect(request.path) if "stay" in request.POST else _next(application, code)
    context = {"form": form, "answered": answered, "application": application}
    return render(request, "cpd/apply_requirement.html", context)


@writer_required
def check(request: HttpRequest, application: Application) -> HttpResponse:
    """Review the answers and hand them in."""
    today = clock.today()
    form = HandInForm(request.POST if request.method == "POST" else None, application=application)
    if submit(form, submit_application, application=application, actor=None, on=today):
        messages.success(request, _("Your application has been handed in."))
        return redirect("cpd:apply_status")
    context = {
        "form": form,
        "application": application,
        "answered": selectors.answered(application),
        "missing": selectors.missing_of(application),
        "question": selectors.open_question(application),
        "weeks": terms_on(today).admission_weeks,
    }
    return render(request, "cpd/apply_check.html", context)


@applicant_required
def file(request: HttpRequest, application: Application, pk: int) -> FileResponse:
    found = get_object_or_404(application.files.select_related("content"), pk=pk)
    return FileResponse(
        BytesIO(found.content.opened()),
        as_attachment=True,
        filename=found.name,
        content_type=found.media_type,
    )


@require_POST
@applicant_required
def file_remove(request: HttpRequest, application: Application, pk: int) -> HttpResponse:
    rows = application.files.select_related("application")
    found = unless_gone(request, rows, pk, actor=None, application=application.pk)
    if found is None:
        return redirect("cpd:apply_check")
    attempt(request, _("The file is gone."), remove_file, file=found, actor=None)
    return redirect("cpd:apply_requirement", found.requirement)


def _next(application: Application, page: str) -> HttpResponse:
    """Go to the next page that is incomplete, or else to the final check."""
    asked: list[Requirement] = requirements_of(application.requirements)
    order = ["organisation", "contact", *(one.code for one in asked)]
    application = Application.objects.with_all().get(pk=application.pk)
    missing = selectors.missing_pages(application)
    later = [one for one in order[order.index(page) + 1 :] if one in missing]
    following = next(iter([*later, *missing]), "")
    if following in ("organisation", "contact"):
        return redirect(f"cpd:apply_{following}")
    return (
        redirect("cpd:apply_requirement", following) if following else redirect("cpd:apply_check")
    )
