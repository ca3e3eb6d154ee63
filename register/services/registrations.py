"""How people come into the register: a board delivers them, they confirm it themselves."""

from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from django.db import connection, transaction

from accounts.models import Person
from core import audit, outbox
from core.moves import advance
from core.permissions import require
from register import permissions
from register.choices.registrations import Proof, RegistrationStatus
from register.models import Qualification, Registration
from register.selectors.teaching import CLASS_TEACHER
from schools.choices import Section, Sector
from schools.rules import Placement, sections_on
from schools.selectors import alike
from schools.services.staff import confirm_records

from .lifetimes import return_people, start_cycle
from .listings import refresh_listings

if TYPE_CHECKING:
    from schools.models import Delivery

_MANY = 20_000  # people whose keys and sections are held at a time: a worker has little memory
_ADD_REGISTRATIONS = """
insert into register_registration (person_id, section, status, delivered_on)
select person, section, %s, %s from unnest(%s::bigint[], %s::text[]) as placed (person, section)
order by person, section on conflict (person_id, section) do nothing
"""
_ADD_QUALIFICATIONS = """
insert into register_qualification
    (person_id, sector, subject, basis_code, proof, checked_by_id, checked_on)
select person, sector, subject, code, %s, %s, %s
from unnest(%s::bigint[], %s::text[], %s::text[], %s::text[])
    as held (person, sector, subject, code)
order by person, sector, subject on conflict (person_id, sector, subject) do nothing
"""


@transaction.atomic
def deliver_people(
    delivery: "Delivery", *, persons: Iterable[int], actor: Person | None, on: date
) -> None:
    """Register delivered people in the sections where their appointments place them.

    The new registrations are not public and nobody is told; existing ones stay as they are. A
    qualified ground proposes a qualification, for which the board saw the proof. A whole country
    can come in at once, so each table gets one INSERT per large batch, and there is one audited
    act. ``persons`` are in order, the same for every delivery, so that two do not deadlock.
    """
    registrations = qualifications = 0
    everybody = iter(persons)
    while many := list(islice(everybody, _MANY)):
        placed = [(people, sections_on(grounds, on=on)) for people, grounds in alike(many, on=on)]
        people, sections = _sections(placed)
        registrations += _insert(
            _ADD_REGISTRATIONS, RegistrationStatus.DELIVERED, on, people, sections
        )
        qualifications += _add_qualifications(placed, board=delivery.board_id, on=on)
        return_people(people, sections, actor=actor, on=on)
    counts = {"registrations": registrations, "qualifications": qualifications}
    audit.record("placed", delivery, actor=actor, **counts)


@transaction.atomic
def confirm_delivered(person: Person, *, actor: Person, on: date) -> list[Registration]:
    """Confirm all that was delivered about oneself: from now on one is registered.

    In the section “register” the first cycle begins. Confirming again changes nothing.
    """
    require(permissions.can_confirm(actor, person))
    delivered = (
        Registration.objects.filter(person=person)
        .to_confirm()
        .select_related("person")
        .order_by("pk")
    )
    registrations = list(delivered.select_for_update(of=("self",), no_key=True))
    for registration in registrations:
        advance(registration, "confirm", actor=actor, registered_on=on)
        if registration.section == Section.REGISTER:
            start_cycle(registration, actor=actor, on=on)
        outbox.post(
            "register.tasks.send_registered",
            key=f"registered-{registration.pk}",
            registration=registration.pk,
        )
    refresh_listings(only=[registration.pk for registration in registrations])
    _confirm_qualifications(person, actor=actor, on=on)
    confirm_records(person, actor=actor)
    return registrations


def _confirm_qualifications(person: Person, *, actor: Person, on: date) -> None:
    proposed = (
        Qualification.objects.filter(person=person).to_confirm().select_for_update(no_key=True)
    )
    keys = list(proposed.values_list("pk", flat=True))
    Qualification.objects.filter(pk__in=keys).update(confirmed_on=on)
    audit.record_many("confirmed", Qualification, keys, actor=actor)


Placed = list[tuple[list[int], frozenset[Placement]]]


def _sections(placed: Placed) -> tuple[list[int], list[str]]:
    """Return each person beside each section of theirs; the lists of a country must fit."""
    people: list[int] = []
    sections: list[str] = []
    for alike_people, placements in placed:
        for section in {placement.section.value for placement in placements}:
            people += alike_people
            sections += [section] * len(alike_people)
    return people, sections


def _add_qualifications(placed: Placed, *, board: int, on: date) -> int:
    people: list[int] = []
    rows: list[tuple[str, str, str]] = []
    for alike_people, placements in placed:
        for proposed in _proposed(placements):
            people += alike_people
            rows += [proposed] * len(alike_people)
    columns = zip(*rows, strict=True) if rows else ((), (), ())
    return _insert(_ADD_QUALIFICATIONS, Proof.BASIS, board, on, people, *map(list, columns))


def _proposed(placements: Iterable[Placement]) -> list[tuple[str, str, str]]:
    """Return sector, subject and code of the grounds that qualify, one code for each subject.

    Without subject areas a ground in primary education is for the class teacher's work.
    """
    held = {}
    for placement in sorted(placements, key=lambda placement: placement.code):
        if placement.section.value == Section.REGISTER:
            whole = CLASS_TEACHER if placement.sector.value == Sector.PRIMARY else ""
            subject = placement.subject_area or whole
            held[placement.sector.value, subject] = placement.code
    return [(sector, subject, code) for (sector, subject), code in held.items()]


def _insert(statement: str, *params: str | int | date | list[int] | list[str]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return int(cursor.rowcount)
