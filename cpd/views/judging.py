"""Judging offers: the administrator's queue and decision, the validators' advice."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from core import clock
from core.forms import attempt, submit
from core.lists import paged, searched
from cpd import permissions
from cpd.choices.offers import JUDGED_NOW
from cpd.forms.catalogue import OfferFilterForm
from cpd.forms.offers import AdmitForm, AdviceForm, JudgeForm
from cpd.models import Offer
from cpd.querysets import OfferQuerySet
from cpd.rules import valid_until
from cpd.selectors import offers as selectors
from cpd.selectors.queue import next_in_queue
from cpd.selectors.reviews import asked_of, round_of
from cpd.selectors.terms import criteria_of, terms_on, way_of
from cpd.selectors.versions import since_last
from cpd.services.judging import ask_advice, give_advice, judge_offer
from cpd.services.providers import admit_provider
from schools.selectors.people import employers

administrator_required = role_required(RoleKind.ADMINISTRATOR)
validator_required = role_required(RoleKind.VALIDATOR)


@administrator_required
def judge(request: StaffRequest, pk: int) -> HttpResponse:
    """Show an offer next to the form for the decision."""
    offer = get_object_or_404(Offer.objects.handed_in().with_all(), pk=pk)
    today = clock.today()
    criteria, until = criteria_of(terms_on(today).criteria), valid_until(today, terms_on(today))
    form = JudgeForm(request.POST or None, until=until, criteria=criteria)
    if submit(form, judge_offer, offer=offer, actor=request.user, on=today):
        messages.success(request, _("Your decision is recorded. The provider gets a mail."))
        return onward(request, offer)
    context = {
        "offer": offer,
        "form": form,
        "open": offer.status in JUDGED_NOW,
        "double": way_of(offer.kind, today).double,
        "assignments": round_of(offer),
        "differences": since_last(offer, today),
        "criteria": criteria,
        "following": next_in_queue(actor=request.user, after=offer),
        "allowed": permissions.can_judge(request.user, offer),
    }
    return render(request, "cpd/judge.html", context)


def top_of(name: str, pk: int) -> HttpResponse:
    """Redirect to the content: without a fragment the browser would keep that of the last page."""
    return redirect(f"{reverse(name, args=[pk])}#inhoud")


def onward(request: StaffRequest, offer: Offer) -> HttpResponse:
    """Go to the next offer if the user asked for that, else to the queue."""
    wanted = "next" in request.POST
    following = next_in_queue(actor=request.user, after=offer) if wanted else None
    return top_of("cpd:judge", following.pk) if following else redirect("cpd:offer_queue")


@require_POST
@administrator_required
def advice_ask(request: StaffRequest, pk: int) -> HttpResponse:
    offer = get_object_or_404(Offer.objects.handed_in(), pk=pk)
    done = _("The validators are asked for advice.")
    attempt(request, done, ask_advice, offer=offer, actor=request.user)
    return redirect("cpd:judge", offer.pk)


@administrator_required
def providers(request: StaffRequest) -> HttpResponse:
    query = searched(request)
    page = paged(request, selectors.search_providers(query, clock.today()))
    return render(request, "cpd/providers.html", {"page": page, "q": query})


@administrator_required
def provider_new(request: StaffRequest) -> HttpResponse:
    form = AdmitForm(request.POST or None)
    if provider := submit(form, admit_provider, actor=request.user):
        messages.success(
            request,
            _("%(provider)s can offer courses. The invitation is on its way.")
            % {"provider": provider},
        )
        return redirect("cpd:providers")
    return render(request, "cpd/provider_new.html", {"form": form})


@validator_required
def validation(request: StaffRequest) -> HttpResponse:
    form = OfferFilterForm(request.GET)
    form.is_valid()
    found = selectors.search_offers(_for_advice(request), form.cleaned_data)
    page = paged(request, found)
    context = {"form": form, "page": page, "asked": asked_of(request.user)}
    return render(request, "cpd/validation.html", context)


@validator_required
def advise(request: StaffRequest, pk: int) -> HttpResponse:
    """Show an offer next to the form for the advice."""
    offer = get_object_or_404(_for_advice(request).with_all(), pk=pk)
    form = AdviceForm(request.POST or None)
    if submit(form, give_advice, offer=offer, actor=request.user):
        messages.success(request, _("Thank you. The administrator reads your advice."))
        return redirect("cpd:validation")
    context = {
        "offer": offer,
        "form": form,
        "given": selectors.advice_by(request.user, offer),
        "criteria": criteria_of(terms_on(clock.today()).criteria),
    }
    return render(request, "cpd/advise.html", context)


def _for_advice(request: StaffRequest) -> OfferQuerySet:
    boards = employers(request.user.pk, clock.today())
    return Offer.objects.for_advice(request.user, boards)
