"""The queue of offers that administrators judge."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from accounts.choices import RoleKind
from accounts.models import Person, Role
from cpd.choices.offers import OfferStatus
from cpd.models import Offer
from cpd.rules import VERY_SOON

from .offers import search_offers

MINE, NOBODY, LATE, SOON = "mine", "nobody", "late", "soon"


def search_queue(wanted: Mapping[str, Any], *, actor: Person, on: date) -> QuerySet[Offer]:
    """Return the offers that answer the filters of ``QueueFilterForm``."""
    offers = Offer.objects.handed_in()
    who, due = wanted.get("who"), wanted.get("due")
    if who:
        offers = offers.filter(assigned_to=actor if who == MINE else None)
    if due:
        before = on if due == LATE else on + timedelta(days=VERY_SOON + 1)
        offers = offers.filter(due_on__lt=before)
    return search_offers(offers, wanted).select_related("provider", "assigned_to")


def next_in_queue(*, actor: Person, after: Offer | None = None) -> Offer | None:
    """Return what somebody judges first, or ``after`` an offer: the soonest due that is theirs or
    nobody's.
    """
    own = [role.organisation_id for role in actor.current_roles]
    theirs = Offer.objects.filter(Q(assigned_to=actor) | Q(assigned_to=None))
    allowed = theirs.exclude(provider__in=own).exclude(provider__staff_of__in=own)
    others = allowed.exclude(pk=after.pk) if after else allowed
    return search_offers(others, {"status": OfferStatus.SUBMITTED}).first()


def administrators(on: date) -> QuerySet[Person]:
    """Return who can look after offers."""
    roles = Role.objects.on(on).filter(kind=RoleKind.ADMINISTRATOR)
    found = Person.objects.filter(roles__in=roles, is_active=True)
    return found.distinct().order_by("sort_key", "pk")
