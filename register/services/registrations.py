"""How people come into the register: a board delivers them, they confirm it themselves."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import connection, transaction

from accounts.models import Person
from core import audit, outbox
from core.moves import advance
from core.permissions import require
from register import permissions
from register.choices import RegistrationStatus
from register.models import Qualification, Registration
from register.selectors.teaching import CLASS_TEACHER
from schools.choices import Section, Sector
from schools.rules import Ground, Placement, sections_on
from schools.selectors import bases_of
from schools.services.staff import confirm_records

from .cycles import start_first_cycle

_CHUNK = 10_000

_ADD_REGISTRATIONS = """
insert into register_registration (person_id, section, status, delivered_on)
select person, section, %s, %s from unnest(%s::bigint[], %s::text[]) as placed (person, section)
on conflict (person_id, section) do nothing returning id
"""
_ADD_QUALIFICATIONS = """
insert into register_qualification
    (person_id, sector, subject, proof, basis_code, checked_by_id, checked_on)
select person, sector, subject, 'basis', code, %s, %s
from unnest(%s::bigint[], %s::text[], %s::text[], %s::text[])
    as held (person, sector, subject, code)
on conflict (person_id, sector, subject) do nothing returning id
"""


@transaction.atomic
def deliver_people(persons: Iterable[int], *, board: int, actor: Person | None, on: date) -> None:
    """Put delivered people in the sections where their appointments place them.

    They are not public and nobody is told; what is there already stays as it is (design.md §3.2).
    A qualified basis proposes a qualification, for which the board saw the proof. One INSERT for
    ten thousand people, as a country comes in at once.
    """
    people = sorted(persons)
    for start in range(0, len(people), _CHUNK):
        placed = _placements(people[start : start + _CHUNK], on=on)
        _add_registrations(placed, actor=actor, on=on)
        _add_qualifications(placed, board=board, actor=actor, on=on)


@transaction.atomic
def confirm_delivered(person: Person, *, actor: Person, on: date) -> list[Registration]:
    """Confirm all that was delivered about oneself: from now on one is registered.

    In the section “register” the first cycle begins. Confirming again changes nothing.
    """
    require(permissions.can_confirm(actor, person))
    delivered = Registration.objects.filter(person=person).to_confirm().select_related("person")
    registrations = list(delivered.select_for_update(of=("self",)))
    for registration in registrations:
        advance(registration, "confirm", actor=actor, registered_on=on)
        if registration.section == Section.REGISTER:
            start_first_cycle(registration, actor=actor, on=on)
        outbox.post(
            "register.tasks.send_registered",
            key=f"registered-{registration.pk}",
            registration=registration.pk,
        )
    _confirm_qualifications(person, actor=actor, on=on)
    confirm_records(person, actor=actor)
    return registrations


def _confirm_qualifications(person: Person, *, actor: Person, on: date) -> None:
    proposed = Qualification.objects.filter(person=person).to_confirm().select_for_update()
    keys = list(proposed.values_list("pk", flat=True))
    Qualification.objects.filter(pk__in=keys).update(confirmed_on=on)
    audit.record_many("confirmed", Qualification, keys, actor=actor)


def _placements(people: list[int], *, on: date) -> list[tuple[int, Placement]]:
    """Place people by the bases of today and by those that begin later.

    A board delivers the new school year before the summer; who begins in August need not wait.
    """
    return [
        (person, placement)
        for person, grounds in bases_of(people).items()
        for day in {on, *_later(grounds, on)}
        for placement in sections_on(grounds, on=day)
    ]


def _later(grounds: Collection[Ground], on: date) -> set[date]:
    return {ground.since for ground in grounds if ground.since > on}


def _add_registrations(
    placed: list[tuple[int, Placement]], *, actor: Person | None, on: date
) -> None:
    pairs = sorted({(person, placement.section.value) for person, placement in placed})
    people, sections = _columns(pairs, 2)
    params = [RegistrationStatus.DELIVERED.value, on, people, sections]
    _insert(_ADD_REGISTRATIONS, params, model=Registration, action="delivered", actor=actor)


def _add_qualifications(
    placed: list[tuple[int, Placement]], *, board: int, actor: Person | None, on: date
) -> None:
    held = {
        (person, placement.sector.value, _subject(placement)): placement.code
        for person, placement in placed
        if placement.section.value == Section.REGISTER
    }
    rows = sorted((*key, code) for key, code in held.items())
    params = [board, on, *_columns(rows, 4)]
    _insert(_ADD_QUALIFICATIONS, params, model=Qualification, action="proposed", actor=actor)


def _subject(placement: Placement) -> str:
    """Return what a basis without subject areas qualifies for: in primary education all of it."""
    if placement.subject_area or placement.sector.value != Sector.PRIMARY:
        return placement.subject_area
    return CLASS_TEACHER


def _columns(rows: list[tuple], width: int) -> list[list]:
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(width)]


def _insert(
    statement: str,
    params: list,
    *,
    model: type[Registration | Qualification],
    action: str,
    actor: Person | None,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        added = [pk for (pk,) in cursor.fetchall()]
    if added:
        audit.record_each(action, model.objects.filter(pk__in=added), actor=actor)
