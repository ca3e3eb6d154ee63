"""Where a teacher wants letters to go; nobody has to say."""

from django.db import transaction

from accounts import permissions
from accounts.models import Person, PostalAddress
from accounts.selectors.postal import Envelope
from core import audit, crypto
from core.permissions import require


@transaction.atomic
def set_postal_address(person: Person, *, actor: Person, envelope: Envelope) -> PostalAddress:
    """Keep an address for letters, instead of the one that was there."""
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(permissions.can_set_address(actor, person))
    address, _made = PostalAddress.objects.get_or_create(person=person, defaults={"sealed": b""})
    text = "\n".join(envelope.lines)
    address.sealed = crypto.encrypt(text.encode(), bound_to=address.bound_to)
    address.save(update_fields=["sealed", "changed_at"])
    audit.record("address_set", person, actor=actor)
    return address


@transaction.atomic
def forget_postal_address(person: Person, *, actor: Person) -> None:
    """Throw an address away; letters then go to the one that the government has."""
    require(permissions.can_set_address(actor, person))
    throw_address_away(person, actor=actor)


def throw_address_away(person: Person, *, actor: Person) -> None:
    """Throw an address away, if there is one; the caller has checked the permission."""
    if PostalAddress.objects.filter(person=person).delete()[0]:
        audit.record("address_removed", person, actor=actor)
