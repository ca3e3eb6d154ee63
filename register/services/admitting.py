"""The effects of a decision on an application for registration."""

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
    """Register somebody whose diploma was just accepted, with a registration number.

    They applied themselves, so nothing needs confirming and the first cycle begins. Raises Refused
    if their citizen service number is somebody else's.
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
    """Let somebody whose application was wrongly refused hand it in again, with their answers.

    Number and scan are asked again, because the number was deleted. Nothing happens if they have a
    record, or another application that waits, meanwhile.
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
    """Delete the number in an application, since it needs no more verification."""
    admission = asked_with(check)
    if admission and admission.digest is not None:
        admission.digest = admission.ciphertext = None
        admission.save(update_fields=["digest", "ciphertext"])
        audit.record("number_forgotten", admission, actor=actor)
