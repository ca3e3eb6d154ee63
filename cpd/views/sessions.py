"""A provider's sessions: plan, change, cancel."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.doors import StaffRequest
from core import clock
from core.forms import submit
from core.lists import paged
from cpd.forms.sessions import (
    CancelForm,
    ChangeSessionForm,
    SessionFilterForm,
    SessionForm,
    initial_of,
)
from cpd.models import Offer, Session
from cpd.querysets import SessionQuerySet
from cpd.selectors import sessions as selectors
from cpd.selectors.suspensions import suspension_of
from cpd.services.sessions import cancel_session, change_session, plan_session

from .offers import provider_required


@provider_required
def sessions(request: StaffRequest) -> HttpResponse:
    form = SessionFilterForm({"when": "to_come", **request.GET.dict()})
    form.is_valid()
    organisation, today = request.role.organisation_id, clock.today()
    found = selectors.search_sessions(organisation, form.cleaned_data, today)
    context = {
        "form": form,
        "counts": selectors.session_counts(organisation, today),
        "suspended": suspension_of(organisation, today),
        "page": paged(request, found),
    }
    return render(request, "cpd/sessions.html", context)


@provider_required
def session_new(request: StaffRequest, pk: int) -> HttpResponse:
    own = Offer.objects.of_provider(request.role.organisation_id)
    offer = get_object_or_404(own.select_related("provider"), pk=pk)
    form, today = SessionForm(request.POST or None), clock.today()
    if session := submit(form, plan_session, offer=offer, actor=request.user, on=today):
        messages.success(request, _("The session is planned. Teachers see it in the catalogue."))
        return redirect("cpd:session", session.pk)
    suspended = suspension_of(offer.provider_id, today)
    context = {"form": form, "offer": offer, "suspended": suspended}
    return render(request, "cpd/session_form.html", context)


@provider_required
def session_edit(request: StaffRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(own_sessions(request), pk=pk)
    form = ChangeSessionForm(request.POST or None, initial=initial_of(session))
    if submit(form, change_session, session=session, actor=request.user, on=clock.today()):
        messages.success(
            request, _("The session is changed. Who said to come gets a mail where that matters.")
        )
        return redirect("cpd:session", session.pk)
    context = {"form": form, "session": session, "offer": session.offer}
    return render(request, "cpd/session_form.html", context)


@provider_required
def session_cancel(request: StaffRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(own_sessions(request), pk=pk)
    form = CancelForm(request.POST or None)
    going = session.intentions.count()
    if submit(form, cancel_session, session=session, actor=request.user, on=clock.today()):
        messages.success(request, _("The session is cancelled."))
        return redirect("cpd:session", session.pk)
    context = {"form": form, "session": session, "going": going}
    return render(request, "cpd/session_cancel.html", context)


def own_sessions(request: StaffRequest) -> SessionQuerySet:
    own = Session.objects.of_provider(request.role.organisation_id)
    return own.select_related("offer__provider")
