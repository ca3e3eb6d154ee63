"""Writing what a provider proposes down in an offer, with its hours and its words."""

from dataclasses import asdict

from django.utils.translation import gettext_lazy as _

from core.errors import Refused
from cpd.models import Offer, OfferHours, SearchWord
from cpd.rules import Proposal, wrong_in_proposal

WRONG = {
    "hours_impossible": _("Write hours from 0 up to and including 2000."),
    "not_in_quarters": _("Write hours in quarters, for example 1.25 or 1.5."),
    "price_negative": _("A price cannot be less than 0."),
}


def write_offer(offer: Offer, proposal: Proposal) -> None:
    """Save an offer as proposed. Raises Refused for what cannot be true."""
    if wrong := wrong_in_proposal(proposal):
        raise Refused([Refused(WRONG[code], code=code) for code in wrong])
    columns = asdict(proposal)
    split = {category: hours for category, hours in columns.pop("split").items() if hours}
    for name, value in columns.items():
        setattr(offer, name, value)
    offer.sectors, offer.categories = list(proposal.sectors), list(split)
    offer.subjects = list(proposal.subjects)
    offer.search_words = offer.words()
    offer.save()
    SearchWord.objects.bulk_create(
        (SearchWord(text=word) for word in offer.search_words), ignore_conflicts=True
    )
    offer.hours.all().delete()
    OfferHours.objects.bulk_create(
        OfferHours(offer=offer, category=category, hours=hours) for category, hours in split.items()
    )
