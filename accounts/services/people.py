"""People: their names, their numbers, their way in."""

from collections.abc import Collection
from datetime import date

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import identifiers, names
from accounts.choices import IdentifierKind
from accounts.models import Person, PersonIdentifier
from core import audit
from core.errors import Refused


@transaction.atomic
def add_person(
    *,
    actor: Person | None,
    given_names: str,
    family_name: str,
    prefix: str = "",
    birth_date: date | None = None,
    gender: str = "",
) -> Person:
    """Make a person without a number and without a way to sign in."""
    person = Person.objects.create(
        given_names=given_names,
        prefix=prefix,
        family_name=family_name,
        birth_date=birth_date,
        gender=gender,
        sort_key=names.sort_key(family_name=family_name, given_names=given_names),
    )
    audit.record("added", person, actor=actor)
    return person


@transaction.atomic
def rename_person(
    person: Person, *, actor: Person, given_names: str, prefix: str, family_name: str
) -> None:
    """Change the name under which a person is known; the old one stays in their history."""
    person.given_names, person.prefix, person.family_name = given_names, prefix, family_name
    person.sort_key = names.sort_key(family_name=family_name, given_names=given_names)
    person.save(update_fields=["given_names", "prefix", "family_name", "sort_key"])
    audit.record("renamed", person, actor=actor)


@transaction.atomic
def set_bsn(person: Person, *, actor: Person | None, bsn: str) -> PersonIdentifier:
    """Give a person their citizen service number, or correct it.

    A number that turns out to be mistyped stays behind as a retired alias. Raises Refused when the
    number cannot exist or belongs to somebody else.
    """
    digest, ciphertext = identifiers.sealed_bsn(bsn)
    return keep_bsn(person, actor=actor, digest=digest, ciphertext=ciphertext)


@transaction.atomic
def keep_bsn(
    person: Person, *, actor: Person | None, digest: bytes, ciphertext: bytes
) -> PersonIdentifier:
    """Give a person a number that is sealed already. Raises Refused when it is somebody else's."""
    numbers = PersonIdentifier.objects.filter(kind=IdentifierKind.BSN, retired_at=None)
    holder = numbers.select_for_update(no_key=True).filter(digest=digest).first()
    if holder and holder.person_id == person.pk:
        return holder
    if holder:
        raise Refused(_("This citizen service number belongs to another person."), code="bsn_taken")
    retired = numbers.filter(person=person).update(retired_at=timezone.now())
    identifier = PersonIdentifier.objects.create(
        person=person, digest=digest, ciphertext=ciphertext
    )
    audit.record("bsn_corrected" if retired else "bsn_set", person, actor=actor)
    return identifier


@transaction.atomic
def begin_account(*, actor: None, email: str, password: str) -> EmailAddress:
    """Make an unknown person, with an address that is still to be verified.

    Whether that address has another account is told to the address only
    (``letters.verification``).
    """
    person = add_person(actor=actor, given_names="", family_name="")
    person.set_password(password)
    person.save(update_fields=["password"])
    return EmailAddress.objects.create(user=person, email=email.lower(), primary=True)


@transaction.atomic
def set_birth_date(person: Person, *, actor: Person, birth_date: date) -> None:
    """Write down when somebody was born; what was there before stays in their history."""
    person.birth_date = birth_date
    person.save(update_fields=["birth_date"])
    audit.record("birth_date_set", person, actor=actor)


@transaction.atomic
def take_record(person: Person, *, actor: Person) -> None:
    """Give somebody who was not delivered a number and the record that goes with it."""
    person.number, person.claimed_at = _free_number(), timezone.now()
    person.save(update_fields=["number", "claimed_at"])
    audit.record("numbered", person, actor=actor)


@transaction.atomic
def forget_unverified(persons: Collection[int], *, actor: None) -> None:
    """Delete people who never verified an address and about whom nothing is known."""
    EmailAddress.objects.filter(user__in=persons).delete()
    audit.record_many("forgotten", Person, persons, actor=actor)
    Person.objects.filter(pk__in=persons).delete()


def _free_number() -> str:
    numbers = iter(names.new_number, "")
    return next(number for number in numbers if not Person.objects.filter(number=number).exists())


@transaction.atomic
def open_account(person: Person, *, actor: Person | None, email: str, password: str) -> None:
    """Let a person sign in with an address that is known to be theirs.

    Raises Refused when the address belongs to somebody else.
    """
    email = email.lower()
    if EmailAddress.objects.filter(email=email, verified=True).exists():
        raise Refused(_("This email address is in use already."), code="email_taken")
    person.email = email
    person.set_password(password)
    person.save(update_fields=["email", "password"])
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    audit.record("account_opened", person, actor=actor)
