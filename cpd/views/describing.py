"""Describing an offer, one subject per page; each page is saved on its own."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from core import clock
from core.forms import submit
from cpd.choices.activities import OFFERED
from cpd.choices.offers import OfferStatus
from cpd.forms.offer_pages import (
    NAMES,
    PAGES,
    NewPage,
    OfferPage,
    SmallPage,
    SubjectsPage,
    page_after,
)
from cpd.models import Offer, Provider
from cpd.querysets import OfferQuerySet
from cpd.rules import Proposal
from cpd.selectors import offers as selectors
from cpd.selectors.suspensions import suspension_of
from cpd.selectors.versions import fields_by_change, minor_fields
from cpd.services.offers import change_offer, copy_offer, draft_offer
from cpd.services.revisions import begin_revision, change_at_once
from schools.selectors.codes import subject_titles

provider_required = role_required(RoleKind.PROVIDER_EDITOR)
EMPTY = Proposal(title="", kind=OFFERED[0].value)


@provider_required
def offer_new(request: StaffRequest) -> HttpResponse:
    """Show the first page of a new offer, which creates the draft."""
    provider = get_object_or_404(Provider, pk=request.role.organisation_id)
    form = NewPage(request.POST or None, proposal=EMPTY)
    if offer := submit(form, draft_offer, provider=provider, actor=request.user):
        return _on(request, offer, NewPage.page)
    suspended = suspension_of(provider.pk, clock.today())
    return render(request, "cpd/offer_page.html", {"form": form, "suspended": suspended})


@provider_required
def offer_edit(request: StaffRequest, pk: int, page: str = NAMES[0]) -> HttpResponse:
    offer = get_object_or_404(_own(request).editable().with_all(), pk=pk)
    form = _form(request, offer, page)
    preview = form.cleaned_data["proposal"] if _is_previewed(request, form) else None
    kwargs = {"offer": offer, "actor": request.user}
    if changed := None if preview else submit(form, change_offer, **kwargs):
        return _on(request, changed, page)
    context = {
        "form": form,
        "offer": offer,
        "question": selectors.open_question(offer),
        "preview": preview,
        "suspended": suspension_of(offer.provider_id, clock.today()),
    }
    return render(request, "cpd/offer_page.html", context)


@require_POST
@provider_required
def offer_copy(request: StaffRequest, pk: int) -> HttpResponse:
    offer = get_object_or_404(_own(request), pk=pk)
    copied = copy_offer(offer, actor=request.user)
    messages.success(request, _("This is a copy. Give it a title of its own."))
    return redirect("cpd:offer_edit", copied.pk)


@provider_required
def offer_change(request: StaffRequest, pk: int) -> HttpResponse:
    """Say which changes to a validated offer need a new review, and make the others at once."""
    offer = get_object_or_404(_own(request).filter(status=OfferStatus.VALIDATED).with_all(), pk=pk)
    today = clock.today()
    form = SmallPage(
        request.POST or None,
        proposal=selectors.proposal_of(offer),
        version=offer.version,
        shown=minor_fields(today),
    )
    if submit(form, change_at_once, offer=offer, actor=request.user, on=today):
        messages.success(request, _("The course is changed. What it said before is kept."))
        return redirect("cpd:provider_offer", pk)
    minor, material = fields_by_change(today)
    context = {"form": form, "offer": offer, "minor": minor, "material": material}
    return render(request, "cpd/offer_change.html", context)


@require_POST
@provider_required
def offer_revise(request: StaffRequest, pk: int) -> HttpResponse:
    """Start the next version of a validated offer."""
    offer = get_object_or_404(_own(request), pk=pk)
    try:
        revision = begin_revision(offer, actor=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("cpd:provider_offer", pk)
    messages.success(request, _("This is the new version. The present one stays valid meanwhile."))
    return redirect("cpd:offer_edit", revision.pk)


def _form(request: StaffRequest, offer: Offer, name: str) -> OfferPage:
    page = next((one for one in PAGES if one.page == name), None)
    if page is None:
        raise Http404
    more: dict[str, Any] = {"proposal": selectors.proposal_of(offer), "version": offer.version}
    if issubclass(page, SubjectsPage):
        more["subjects"] = subject_titles(offer.sectors)
    return page(request.POST or None, **more)


def _is_previewed(request: StaffRequest, form: OfferPage) -> bool:
    return "preview" in request.POST and form.is_valid()


def _own(request: StaffRequest) -> OfferQuerySet:
    return Offer.objects.of_provider(request.role.organisation_id).select_related("provider")


def _on(request: StaffRequest, offer: Offer, page: str) -> HttpResponse:
    """Go to the offer to continue later, to the check if that led here, else to the next page."""
    following = page_after(page)
    if "later" in request.POST:
        return redirect("cpd:provider_offer", offer.pk)
    if "controleren" in request.GET or not following:
        return redirect("cpd:offer_submit", offer.pk)
    return redirect("cpd:offer_edit", offer.pk, following)
