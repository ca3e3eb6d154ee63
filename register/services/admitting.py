"""What an administrator's decision does for somebody who asked to be in the register."""

from datetime import date

from django.db import transaction

from accounts.models import Person
from accounts.services.people import keep_bsn, take_record
from core import audit
from core.moves import advance
from core.permissions import require
from register import permissions
from register.models import Admission, DiplomaCheck, Registration
from register.selectors.admissions import asked_with
from schools.choices import Section

from .lifetimes import start_cycle
from .listings import refresh_listings


@transaction.atomic
def admit(admission: Admission, *, actor: Person, on: date) -> Registration:
    """Give somebody whose diploma was just accepted a number and a place in the register.

    They asked for it themselves, so nothing is left to confirm: the first cycle begins. Raises
    Refused where their citizen service number is somebody else's.
    """
    check: DiplomaCheck = admission.diploma  # type: ignore[assignment]  # it was handed in
    require(permissions.can_check_diploma(actor, check))
    person = Person.objects.select_for_update(no_key=True).get(pk=admission.person_id)
    digest, ciphertext = bytes(admission.digest or b""), bytes(admission.ciphertext or b"")
    keep_bsn(person, actor=actor, digest=digest, ciphertext=ciphertext)
    take_record(person, actor=actor)
    registration = Registration.objects.create(
        person=person, section=Section.REGISTER, delivered_on=check.submitted_on
    )
    advance(registration, "confirm", actor=actor, registered_on=on)
    start_cycle(registration, actor=actor, on=on)
    refresh_listings(only=[registration.pk])
    audit.record("admitted", admission, actor=actor)
    forget_number(check, actor=actor)
    return registration


@transaction.atomic
def begin_anew(refused: DiplomaCheck, *, actor: Person | None, on: date) -> None:
    """Let somebody whose request was refused wrongly hand it in again, with what they answered.

    Number and scan are asked once more, for the number was thrown away. Nothing begins where they
    have a record, or a request that waits, meanwhile.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=refused.person_id)
    mine = Admission.objects.of(person)
    if person.claimed_at or mine.drafts().exists() or mine.waiting().exists():
        return
    admission = Admission.objects.create(
        person=person,
        begun_on=on,
        sector=refused.sector,
        subject=refused.subject,
        awarded_on=refused.awarded_on,
    )
    audit.record("begun", admission, actor=actor)


@transaction.atomic
def forget_number(check: DiplomaCheck, *, actor: Person | None) -> None:
    """Throw away the number that came with a request, now that nobody has to look any more."""
    admission = asked_with(check)
    if admission and admission.digest is not None:
        admission.digest = admission.ciphertext = None
        admission.save(update_fields=["digest", "ciphertext"])
        audit.record("number_forgotten", admission, actor=actor)
