"""Assigning offers in the queue to administrators."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from core import audit
from core.errors import Refused
from core.permissions import require
from cpd import permissions
from cpd.choices.offers import JUDGED_NOW, OfferStatus
from cpd.models import Offer

IN_HAND = [*JUDGED_NOW, OfferStatus.CHANGES_ASKED]


@transaction.atomic
def assign_offers(offers: Iterable[Offer], *, actor: Person, to: Person | None) -> int:
    """Assign offers to an administrator, or to nobody in particular, all or none; return how many.

    Raises Refused for somebody who may not judge one of them.
    """
    require(permissions.can_admit(actor))
    keys = [offer.pk for offer in offers]
    rows = Offer.objects.select_related("provider").select_for_update(of=("self",), no_key=True)
    found = list(rows.filter(pk__in=keys, status__in=IN_HAND).order_by("pk"))
    for offer in found:
        if to and not permissions.can_judge(to, offer):
            raise Refused(
                _("%(name)s cannot judge “%(offer)s”."),
                code="cannot_judge",
                params={"name": to, "offer": offer.title},
            )
    held = [offer.pk for offer in found]
    Offer.objects.filter(pk__in=held).update(assigned_to=to)
    audit.record_many("assigned", Offer, held, actor=actor, to=to.pk if to else None)
    return len(held)
