"""What a provider does with its offers: draft, hand in, withdraw."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from core import audit
from core.errors import Refused
from core.moves import advance
from core.permissions import require
from cpd import permissions
from cpd.choices.offers import EDITABLE, OfferStatus
from cpd.models import Offer, Provider, Submission
from cpd.redrawing import redraw
from cpd.rules import Proposal, judged_by
from cpd.selectors.offers import missing_of, proposal_of
from cpd.selectors.suspensions import refuse_suspended
from cpd.selectors.terms import terms_on
from cpd.writing import write_offer

from .judging import stop_review
from .sessions import cancel_sessions

WITHDRAWN = "De aanbieder heeft deze cursus ingetrokken."  # mail to teachers is in Dutch


@transaction.atomic
def draft_offer(
    provider: Provider,
    *,
    actor: Person,
    proposal: Proposal,
    replaces: Offer | None = None,
    key: UUID | None = None,
) -> Offer:
    """Create a draft of an offer, or of the next version of one that it ``replaces``.

    Only its provider sees it until it is handed in. ``key`` identifies the form: sent twice it
    gives the same draft, and sent again with another title it gives another. Raises Refused.
    """
    require(permissions.can_edit_for(actor, provider.pk))
    if key and (drafted := provider.offers.filter(entry=key).first()):
        if drafted.title == proposal.title:
            return drafted
        key = None
    offer = Offer(provider=provider, replaces=replaces, entry=key)
    if replaces:
        offer.validate_constraints(exclude={"title", "kind"})
    write_offer(offer, proposal)
    audit.record("drafted", offer, actor=actor)
    return offer


@transaction.atomic
def change_offer(offer: Offer, *, actor: Person, proposal: Proposal, version: int) -> Offer:
    """Change a draft, or an offer for which changes were requested.

    ``version`` is what the actor saw. Raises Refused if a colleague changed it meanwhile, or if it
    is not the provider's turn.
    """
    offer = Offer.objects.hold(offer.pk)
    require(permissions.can_edit_for(actor, offer.provider_id))
    if offer.status not in EDITABLE:
        raise Refused(_("This offer was handed in. It cannot be changed now."), code="not_editable")
    if offer.version != version:
        raise Refused(
            _("This offer was changed in another window meanwhile. Open it again to go on."),
            code="changed_meanwhile",
        )
    offer.version += 1
    write_offer(offer, proposal)
    audit.record("changed", offer, actor=actor, version=offer.version)
    return offer


@transaction.atomic
def copy_offer(offer: Offer, *, actor: Person) -> Offer:
    """Create a draft with the content of another offer of this provider.

    While nothing in that draft was changed, copying again gives the same one.
    """
    offer = Offer.objects.hold(offer.pk)
    require(permissions.can_edit_for(actor, offer.provider_id))
    copied = proposal_of(offer)
    title = gettext("Copy of %s") % copied.title
    proposal = replace(copied, title=title[:200])
    drafts = offer.provider.offers.filter(status=OfferStatus.DRAFT, title=proposal.title)
    for draft in drafts.prefetch_related("hours"):
        if proposal_of(draft) == proposal:
            return draft
    return draft_offer(offer.provider, actor=actor, proposal=proposal)


@transaction.atomic
def submit_offer(offer: Offer, *, actor: Person, on: date, answer: str = "") -> Submission:
    """Hand an offer in to be judged; today's term applies.

    If changes were requested, ``answer`` says what changed. Raises Refused with everything missing.
    """
    offer = Offer.objects.hold(offer.pk)
    require(permissions.can_edit_for(actor, offer.provider_id))
    refuse_suspended(offer.provider, on)
    missing = missing_of(offer)
    if offer.status == OfferStatus.CHANGES_ASKED and not answer:
        missing.append(Refused(_("Tell what you changed."), code="answer"))
    if missing:
        raise Refused(missing)
    terms = terms_on(on)
    advance(
        offer,
        "submit",
        actor=actor,
        due_on=judged_by(on, terms),
        first_submitted_on=offer.first_submitted_on or on,
    )
    return Submission.objects.create(
        offer=offer, answer=answer, content=proposal_of(offer).kept, submitted_by=actor
    )


@transaction.atomic
def withdraw_offer(offer: Offer, *, actor: Person, on: date, reason: str = WITHDRAWN) -> Offer:
    """Withdraw an offer, no matter whose turn it is; from today on it is no longer valid.

    What teachers have followed keeps counting. Its future sessions are cancelled: who means to go
    is told the ``reason``.
    """
    offer = Offer.objects.hold(offer.pk)
    require(permissions.can_edit_for(actor, offer.provider_id))
    stop_review(offer, actor=actor)
    until = min(offer.valid_until, on) if offer.valid_until else None
    advance(offer, "withdraw", actor=actor, due_on=None, advice_asked=False, valid_until=until)
    cancel_sessions(offer, actor=actor, on=on, reason=reason)
    redraw()
    return offer
