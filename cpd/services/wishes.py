"""What teachers and boards look for, and what a teacher keeps to look at again."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Person
from core import audit
from core.errors import Refused
from core.permissions import require
from cpd import permissions
from cpd.models import Offer, SavedOffer, Wish

MOST = 20  # of one teacher or board, so that one voice stays one voice


@transaction.atomic
def add_wish(
    *, actor: Person, organisation_id: int | None, subject: str, province: str, on: date
) -> Wish:
    """Say that one looks for a course in a subject and a province; said twice it is once.

    Raises Refused above so many.
    """
    require(permissions.can_wish(actor, organisation_id))
    own = Wish.objects.filter(organisation=organisation_id)
    if organisation_id is None:
        Person.objects.select_for_update(no_key=True).get(pk=actor.pk)
        own = own.filter(person=actor)
    else:
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)
    if found := own.filter(subject=subject, province=province).first():
        return found
    if own.count() >= MOST:
        raise Refused(
            _("You look for twenty things already. Remove one from the list first."),
            code="too_many",
        )
    made = Wish.objects.create(
        person=actor,
        organisation_id=organisation_id,
        subject=subject,
        province=province,
        asked_on=on,
    )
    audit.record("wished", made, actor=actor, province=province)
    return made


@transaction.atomic
def drop_wish(wish: Wish, *, actor: Person) -> None:
    """Say that one no longer looks for it."""
    require(permissions.can_wish(actor, wish.organisation_id))
    require(wish.organisation_id is not None or wish.person_id == actor.pk)
    audit.record("taken_off", wish, actor=actor)
    wish.delete()


@transaction.atomic
def save_offer(offer: Offer, *, actor: Person) -> None:
    """Save an offer to look at again; pressed twice it is saved once."""
    require(permissions.can_follow(actor))
    saved, made = SavedOffer.objects.get_or_create(person=actor, offer=offer)
    if made:
        audit.record("kept", saved, actor=actor, offer=offer.pk)


@transaction.atomic
def unsave_offer(offer: Offer, *, actor: Person) -> None:
    """Save an offer no longer; without it nothing happens."""
    for saved in SavedOffer.objects.filter(person=actor, offer=offer):
        audit.record("dropped", saved, actor=actor, offer=offer.pk)
        saved.delete()
