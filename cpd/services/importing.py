"""Creating drafts of many offers at once, from a file."""

from collections.abc import Iterable

from django.db import transaction

from accounts.models import Person
from core import audit
from core.permissions import require
from cpd import permissions
from cpd.choices.offers import OfferStatus
from cpd.models import Offer, Provider
from cpd.rules import Proposal
from cpd.writing import write_offer


@transaction.atomic
def import_drafts(
    provider: Provider, proposals: Iterable[Proposal], *, actor: Person | None
) -> list[Offer]:
    """Create drafts of proposals, except those with the title of a draft or a valid offer.

    So importing the same file twice adds nothing. ``actor=None`` is a command.
    """
    Provider.objects.select_for_update(of=("self",), no_key=True).get(pk=provider.pk)
    if actor:
        require(permissions.can_edit_for(actor, provider.pk))
    ended = [OfferStatus.WITHDRAWN, OfferStatus.EXPIRED, OfferStatus.REFUSED]
    there = set(provider.offers.exclude(status__in=ended).values_list("title", flat=True))
    made = []
    for proposal in proposals:
        if proposal.title not in there:
            there.add(proposal.title)
            offer = Offer(provider=provider)
            write_offer(offer, proposal)
            made.append(offer)
    audit.record_many("drafted", Offer, [offer.pk for offer in made], actor=actor)
    return made
