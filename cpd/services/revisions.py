"""Changing a validated offer: small changes at once, others as a next version to be judged."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from core import audit
from core.errors import InvalidMove, Refused
from core.permissions import require
from cpd import permissions
from cpd.choices.offers import OfferStatus
from cpd.models import Offer, OfferChange
from cpd.rules import Proposal, changed_in, material_in
from cpd.selectors.offers import proposal_of
from cpd.selectors.terms import changes
from cpd.writing import write_offer

from .offers import draft_offer


@transaction.atomic
def change_at_once(
    offer: Offer, *, actor: Person, on: date, proposal: Proposal, version: int
) -> Offer:
    """Change fields that need no new review; the old values are kept.

    Raises Refused if a change does need a review, or if a colleague was faster.
    """
    offer = _hold_validated(offer, actor)
    if offer.version != version:
        raise Refused(
            _("This offer was changed in another window meanwhile. Open it again to go on."),
            code="changed_meanwhile",
        )
    old, new = proposal_of(offer).kept, proposal.kept
    changed = changed_in(old, new)
    if material_in(changed, changes(), on):
        raise Refused(_("This change asks for a new review."), code="material")
    if not changed:
        return offer
    OfferChange.objects.create(
        offer=offer,
        old={name: old[name] for name in changed},
        new={name: new[name] for name in changed},
        changed_by=actor,
    )
    offer.version += 1
    write_offer(offer, proposal)
    audit.record("changed", offer, actor=actor, version=offer.version, fields=changed)
    return offer


@transaction.atomic
def begin_revision(offer: Offer, *, actor: Person) -> Offer:
    """Begin the next version of a validated offer; the present one stays valid meanwhile.

    Raises Refused if there is one already.
    """
    offer = _hold_validated(offer, actor)
    revision = draft_offer(offer.provider, actor=actor, proposal=proposal_of(offer), replaces=offer)
    audit.record("revised", offer, actor=actor, revision=revision.pk)
    return revision


def _hold_validated(offer: Offer, actor: Person) -> Offer:
    offer = Offer.objects.hold(offer.pk)
    require(permissions.can_edit_for(actor, offer.provider_id))
    if offer.status != OfferStatus.VALIDATED:
        raise InvalidMove(offer, "change")
    return offer
