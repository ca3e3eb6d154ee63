"""Claiming: a delivered person takes over their own record, with a code from their school."""

from datetime import date, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import codes
from accounts.models import ClaimCode, Person
from accounts.notices import post_notice
from accounts.signals import record_claimed
from core import audit, crypto
from core.errors import Refused

from .closing import note_return

VALID_FOR = timedelta(days=60)
MOST_WRONG_TRIES = 5


@transaction.atomic
def issue_claim_code(person: Person, *, actor: Person) -> str:
    """Give a person a code to claim their record with; an earlier code stops working.

    A claim that was begun with the earlier code and not finished is undone: that code may have
    reached somebody else. Raises Refused when the record is claimed already.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.claimed_at:
        raise Refused(_("This person has claimed the record already."), code="claimed")
    person.claim_codes.open().update(withdrawn_at=timezone.now())
    _forget_account(person)
    plain = codes.new_code()
    digest = crypto.digest(plain, purpose="claim")
    code = ClaimCode.objects.create(
        person=person,
        digest=digest,
        ciphertext=crypto.encrypt(plain.encode(), bound_to=digest.hex()),
        issued_by=actor,
        expires_at=timezone.now() + VALID_FOR,
    )
    audit.record("issued", code, actor=actor, person=person.pk)
    return codes.shown(plain)


def check_code(text: str, *, birth_date: date, actor: None) -> ClaimCode:
    """Return the code that belongs to what a visitor typed.

    Raises Refused with the same words for a code that does not exist and for a date of birth that
    does not belong to it; only who has both right reads that it has expired or was tried too often.
    """
    code = _try(text, birth_date)
    if code is None:
        raise Refused(
            _("This code and this date of birth do not belong together. Check both."),
            code="no_match",
        )
    if code.wrong_tries >= MOST_WRONG_TRIES:
        raise Refused(
            _("This code was tried too often. Ask your school for a new one."), code="blocked"
        )
    if code.expires_at <= timezone.now():
        raise Refused(_("This code has expired. Ask your school for a new one."), code="expired")
    return code


@transaction.atomic
def claim(code: ClaimCode, *, actor: None, email: str, password: str) -> EmailAddress:
    """Begin a claim with a code that was checked: choose an address and a password.

    The record is claimed when the address turns out to be theirs (``finish_claim``); until then
    the code still works, so that a mistyped address can be put right. Whether the address has
    another account is told to that address only.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=code.person_id)
    if not person.claim_codes.usable(timezone.now()).filter(pk=code.pk).exists():
        raise Refused(_("This code no longer works. Start again."), code="not_open")
    person.set_password(password)
    person.save(update_fields=["password"])
    addresses = EmailAddress.objects.filter(user=person)
    addresses.exclude(email=email.lower()).delete()
    address, _made = addresses.get_or_create(email=email.lower(), defaults={"user": person})
    audit.record("begun", code, actor=actor, person=person.pk)
    return address


@transaction.atomic
def finish_claim(person: Person, *, actor: Person) -> bool:
    """Make a begun claim final now that its address is verified; False when there is none."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    person.refresh_from_db(fields=["claimed_at"])
    code = person.claim_codes.open().select_for_update(no_key=True).first()
    if code is None or person.claimed_at:
        return False
    code.used_at = person.claimed_at = timezone.now()
    code.save(update_fields=["used_at"])
    person.save(update_fields=["claimed_at"])
    note_return(person, actor=actor)
    post_notice(person, audit.record("claimed", person, actor=actor, code=code.pk))
    record_claimed.send(sender=Person, person=person)
    return True


@transaction.atomic
def _try(text: str, birth_date: date) -> ClaimCode | None:
    """Find a code and compare the date of birth; a wrong date counts as an attempt.

    This has a transaction of its own, so that the attempt counts although the visitor is refused.
    """
    digest = crypto.digest(codes.read(text), purpose="claim")
    code = (
        ClaimCode.objects.open()
        .select_for_update(of=("self",), no_key=True)
        .select_related("person")
        .filter(digest=digest)
        .first()
    )
    if code is None:
        return None
    if code.person.birth_date == birth_date:
        return code
    if code.wrong_tries < MOST_WRONG_TRIES:
        code.wrong_tries += 1
        code.save(update_fields=["wrong_tries"])
        audit.record("wrong_date", code, actor=None, tries=code.wrong_tries)
    return None


def _forget_account(person: Person) -> None:
    EmailAddress.objects.filter(user=person).delete()
    person.set_unusable_password()
    person.save(update_fields=["password"])
