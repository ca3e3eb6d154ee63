"""What a delivery is checked against: code lists, locations, and what is known of the board."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from schools import rules
from schools.models import (
    AppointmentBasis,
    BasisCode,
    Board,
    Delivery,
    Governance,
    Location,
    SubjectArea,
)

from .codes import code_list


@dataclass(frozen=True)
class Inputs:
    """Everything besides the file and the day on which the outcome of a check depends.

    ``digest`` covers all of it: as long as it is the same, a check has the same outcome.
    """

    board: Board
    codes: rules.CodeList
    known: rules.Known
    digest: str


def check_inputs(board: Board) -> Inputs:
    """Return the inputs of a check of this board's delivery.

    Only applied deliveries change what is known of a board's staff, so the digest covers the last
    of them instead of the staff.
    """
    known = rules.Known(board.number, _locations())
    last = Delivery.objects.applied().filter(board=board).order_by("-applied_at").first()
    digest = hashlib.sha256(repr(last.pk if last else None).encode())
    for model in (BasisCode, SubjectArea):
        digest.update(repr(list(model.objects.values_list())).encode())
    digest.update(repr(sorted(known.locations.items())).encode())
    return Inputs(board, code_list(), known, digest.hexdigest())


def _locations() -> dict[str, rules.KnownLocation]:
    tenures = defaultdict(list)
    governances = Governance.objects.values_list("location", "board__number", "since", "until")
    for location, board, since, until in governances.order_by("pk"):
        tenures[location].append(rules.Tenure(board, since, until))
    return {
        code: rules.KnownLocation(code, rules.Sector(sector), tuple(tenures[pk]))
        for pk, code, sector in Location.objects.values_list("pk", "code", "sector")
    }


def held_bases(board: Board) -> Iterator[rules.HeldBasis]:
    """Yield the temporary bases of a board that were not voided."""
    temporary = BasisCode.objects.filter(temporary=True).values("code")
    bases = AppointmentBasis.objects.standing().filter(
        appointment__staff__board=board, code__in=temporary
    )
    for number, location, category, *basis in bases.values_list(
        "appointment__staff__staff_number",
        "appointment__location__code",
        "appointment__category",
        *_BASIS,
    ).iterator():
        key = rules.AppointmentKey(number, location, category)
        yield rules.HeldBasis(key, _basis(*basis))


def known_states(
    board: Board, rows: Iterable[rules.Row], *, digests: Mapping[str, bytes]
) -> dict[rules.AppointmentKey, rules.KnownState]:
    """Return what the register has for the appointment of each row.

    ``digests`` holds the digest of each BSN, so that two can be compared.
    """
    given = {row.staff_number: digests[row.bsn] for row in rows}
    staff = _known_staff(board, given)
    appointments, bases = _known_appointments(staff)
    return {
        key: rules.KnownState(
            staff.get(key.staff_number), appointments.get(key), tuple(bases.get(key, ()))
        )
        for key in {row.appointment_key for row in rows}
    }


# Thousands of keys are passed as one array; the ORM would make a parameter of every key. "offset 0"
# forces a lookup by index for each key: otherwise PostgreSQL takes some thousands of 300,000 rows
# for so many that it reads the whole table for each chunk of a file.
_KNOWN_STAFF = """
select staff.id, staff.staff_number, bsn.digest, staff.family_name, staff.prefix,
    staff.given_names, staff.birth_date, staff.gender, staff.email
from schools_staffrecord staff
left join lateral (
    select digest from accounts_personidentifier identifier
    where identifier.person_id = staff.person_id
        and identifier.kind = 'bsn' and identifier.retired_at is null
    offset 0
) bsn on true
where staff.board_id = %s and staff.staff_number = any(%s)
"""


def _known_staff(board: Board, given: Mapping[str, bytes]) -> dict[str, rules.KnownStaff]:
    found = [
        (pk, number, bytes(digest or b"") == given[number], rules.Identity(*identity))
        for pk, number, digest, *identity in _rows(_KNOWN_STAFF, board.pk, list(given))
    ]
    # A merged person has two numbers: the one in the row comes last, and so is used.
    found.sort(key=lambda row: row[2])
    return {
        number: rules.KnownStaff(pk, identity, same_bsn) for pk, number, same_bsn, identity in found
    }


_KNOWN_BASES = """
select basis.id, appointment.id, appointment.staff_id, location.code, appointment.category,
    appointment.kind, appointment.fte, basis.code, basis.subject_areas, basis.since, basis.until
from schools_appointment appointment
join schools_location location on location.id = appointment.location_id
cross join lateral (
    select id, code, subject_areas, since, until from schools_appointmentbasis basis
    where basis.appointment_id = appointment.id and basis.voided_at is null
    offset 0
) basis
where appointment.staff_id = any(%s::bigint[]) and appointment.voided_at is null
order by basis.id
"""


def _known_appointments(staff: Mapping[str, rules.KnownStaff]):
    """Return the appointments of these staff, and their bases, by appointment key."""
    numbers = {known.id: number for number, known in staff.items()}
    appointments: dict[rules.AppointmentKey, rules.KnownAppointment] = {}
    bases = defaultdict(list)
    for pk, appointment, member, location, category, kind, fte, *basis in _rows(
        _KNOWN_BASES, list(numbers)
    ):
        key = rules.AppointmentKey(numbers[member], location, category)
        appointments[key] = rules.KnownAppointment(appointment, rules.Employment(kind, fte))
        bases[key].append(rules.KnownBasis(pk, _basis(*basis)))
    return appointments, bases


def _rows(statement: str, *params: int | list[int] | list[str]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


_BASIS = ("code", "subject_areas", "since", "until")


def _basis(code: str, areas: list[str], since: date, until: date | None) -> rules.Basis:
    return rules.Basis(code, tuple(areas), since, until)
