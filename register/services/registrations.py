"""How people come into the register: a board delivers them, they confirm it themselves."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import QuerySet

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

_ADD_REGISTRATIONS = """
insert into register_registration (person_id, section, status, delivered_on)
select person_id, section, %s, %s
from alike join unnest(%s::text[], %s::text[]) as placed (held, section) using (held)
order by person_id, section on conflict (person_id, section) do nothing
"""
_LEFT = """
select registration.id
from alike join unnest(%s::text[], %s::text[]) as placed (held, section) using (held)
join register_registration registration using (person_id, section)
where registration.status = %s
"""
_ADD_QUALIFICATIONS = """
insert into register_qualification
    (person_id, sector, subject, basis_code, proof, checked_by_id, checked_on)
select person_id, sector, subject, code, %s, %s, %s
from alike join unnest(%s::text[], %s::text[], %s::text[], %s::text[])
    as proposed (held, sector, subject, code) using (held)
order by person_id, sector, subject on conflict (person_id, sector, subject) do nothing
"""


@transaction.atomic
def deliver_people(
    delivery: "Delivery", *, persons: QuerySet[Person, int], actor: Person | None, on: date
) -> None:
    """Register delivered people in the sections where their appointments place them.

    The new registrations are not public and nobody is told; existing ones stay as they are. A
    qualified ground proposes a qualification, for which the board saw the proof. A whole country
    can come in at once, so each table gets one INSERT, and there is one audited act. ``persons``
    is a queryset of their keys; rows are inserted in the order of these, so that two deliveries do
    not deadlock.
    """
    with alike(persons, on=on) as groups:
        placed = {held: sections_on(grounds, on=on) for held, grounds in groups.items()}
        sections = _sections(placed)
        registrations = _insert(_ADD_REGISTRATIONS, RegistrationStatus.DELIVERED, on, *sections)
        qualifications = _insert(
            _ADD_QUALIFICATIONS, Proof.BASIS, delivery.board_id, on, *_qualifications(placed)
        )
        left = _left(sections)
    return_people(left, actor=actor, on=on)
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


Placed = Mapping[str, frozenset[Placement]]


def _sections(placed: Placed) -> tuple[list[str], list[str]]:
    """Return what is held, each time beside one of the sections in which that places people."""
    pairs = {
        (held, placement.section.value)
        for held, placements in placed.items()
        for placement in placements
    }
    return [held for held, _ in pairs], [section for _, section in pairs]


def _qualifications(placed: Placed) -> tuple[list[str], ...]:
    """Return what is held, each time beside the sector, subject and code that it proposes."""
    rows = [
        (held, *proposed)
        for held, placements in placed.items()
        for proposed in _proposed(placements)
    ]
    held, sectors, subjects, codes = ([row[place] for row in rows] for place in range(4))
    return held, sectors, subjects, codes


def _left(sections: tuple[list[str], list[str]]) -> list[int]:
    """Return the registrations of people who left a section in which they are placed now."""
    with connection.cursor() as cursor:
        cursor.execute(_LEFT, [*sections, RegistrationStatus.LEFT])
        return [pk for (pk,) in cursor.fetchall()]


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


def _insert(statement: str, *params: str | int | date | list[str]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return int(cursor.rowcount)
