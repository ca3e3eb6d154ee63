"""A provider's own offers: draft, check, hand in, and see what was asked and decided."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from core import clock
from core.forms import submit
from core.lists import paged
from core.moves import open_moves
from cpd.choices.offers import OfferStatus
from cpd.forms.catalogue import OfferFilterForm
from cpd.forms.offer_pages import PAGES, page_of
from cpd.forms.offers import SubmitForm, WithdrawOfferForm
from cpd.models import Offer
from cpd.querysets import OfferQuerySet
from cpd.selectors import offers as selectors
from cpd.selectors.suspensions import announced_suspension, suspension_of
from cpd.selectors.terms import criteria_of, terms_on
from cpd.selectors.versions import against_replaced, differences
from cpd.services.offers import submit_offer, withdraw_offer

provider_required = role_required(RoleKind.PROVIDER_EDITOR)


@provider_required
def offers(request: StaffRequest) -> HttpResponse:
    form, today = OfferFilterForm(request.GET), clock.today()
    form.is_valid()
    found = selectors.search_offers(_own(request), form.cleaned_data)
    counts = selectors.offer_counts(_own(request), today)
    suspension = announced_suspension(request.role.organisation_id)
    context = {
        "form": form,
        "counts": counts,
        "suspension": suspension,
        "suspended": suspension is not None and suspension.holds_on(today),
        "tabs": form.tabs({name: number for name, number in counts.items() if number}),
        "page": paged(request, found),
    }
    return render(request, "cpd/offers.html", context)


@provider_required
def provider_offer(request: StaffRequest, pk: int) -> HttpResponse:
    """Show one of the provider's offers, with its status, questions and answers."""
    offer, today = get_object_or_404(_own(request).with_all(), pk=pk), clock.today()
    context = {
        "offer": offer,
        "moves": open_moves(offer),
        "suspended": suspension_of(offer.provider_id, today) is not None,
        "changes": [(one, differences(one.old, one.new, today)) for one in offer.changes.all()],
        "revision": offer.revisions.exclude(status=OfferStatus.WITHDRAWN).last(),
    }
    return render(request, "cpd/provider_offer.html", context)


@provider_required
def offer_submit(request: StaffRequest, pk: int) -> HttpResponse:
    """Check the offer, show what is missing, and hand it in."""
    offer = get_object_or_404(_own(request).editable().with_all(), pk=pk)
    form = SubmitForm(request.POST if request.method == "POST" else None, offer=offer)
    today = clock.today()
    if submit(form, submit_offer, offer=offer, actor=request.user, on=today):
        messages.success(request, _("Your offer has been handed in."))
        return redirect("cpd:provider_offer", offer.pk)
    missing = selectors.missing_of(offer)
    context = {
        "offer": offer,
        "form": form,
        "missing": missing,
        "complete": page_of(missing[0].code or "") if missing else "",
        "pages": [(one.page, one.name) for one in PAGES],
        "differences": against_replaced(offer, today),
        "question": selectors.open_question(offer),
        "criteria": criteria_of(terms_on(today).criteria),
        "suspended": suspension_of(offer.provider_id, today),
    }
    return render(request, "cpd/offer_submit.html", context)


@provider_required
def offer_withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    """Withdraw an offer, after asking for confirmation."""
    offer, today = get_object_or_404(_own(request), pk=pk), clock.today()
    sessions = offer.sessions.to_come(today).count()
    data = request.POST if request.method == "POST" else None
    form = WithdrawOfferForm(data, sessions=sessions)
    if submit(form, withdraw_offer, offer=offer, actor=request.user, on=today):
        messages.success(request, _("Your offer has been withdrawn."))
        return redirect("cpd:provider_offer", offer.pk)
    context = {"offer": offer, "form": form, "sessions": sessions}
    return render(request, "cpd/offer_withdraw.html", context)


def _own(request: StaffRequest) -> OfferQuerySet:
    return Offer.objects.of_provider(request.role.organisation_id).select_related("provider")
