"""What boards delivered about people: for the register, and for the people themselves."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Prefetch, Q, QuerySet

from accounts.models import Person
from schools.choices import EFFECTIVE, RowOutcome
from schools.models import (
    Appointment,
    AppointmentBasis,
    Delivery,
    Dispute,
    StaffRecord,
)
from schools.rules import BasisCode, Ground

from .codes import Titles, ground_versions, grounds_list

SUPPORT_CATEGORIES = range(12, 16)


def bases_of(persons: Iterable[int]) -> dict[int, list[Ground]]:
    """Return all bases of people, at any board and any time, that were not voided.

    People without a basis are left out.
    """
    codes = grounds_list()
    bases = AppointmentBasis.objects.standing().filter(appointment__staff__person__in=list(persons))
    grounds: dict[int, list[Ground]] = defaultdict(list)
    for person, category, code, areas, since, until in bases.order_by("pk").values_list(
        "appointment__staff__person",
        "appointment__category",
        "code",
        "subject_areas",
        "since",
        "until",
    ):
        if known := codes.basis(code, on=since):
            grounds[person].append(Ground(category, known, tuple(areas), since, until))
    return dict(grounds)


_ALIKE = """
create temporary table placed (person_id) as {persons};

analyze placed;

create temporary table alike as
select person_id, string_agg(
    distinct concat_ws(' ', appointment.category, code.id,
        array_to_string(basis.subject_areas, '|')), chr(10)) as held
from placed
join schools_staffrecord staff using (person_id)
join schools_appointment appointment on appointment.staff_id = staff.id
join schools_appointmentbasis basis on basis.appointment_id = appointment.id
join schools_basiscode code on code.code = basis.code
    and (code.in_force_from is null or code.in_force_from <= basis.since)
    and (code.in_force_until is null or code.in_force_until > basis.since)
where basis.voided_at is null and appointment.voided_at is null
    and (basis.until is null or basis.until > %s)
group by person_id
"""


@contextmanager
def alike(persons: QuerySet[Person, int], *, on: date) -> Iterator[dict[str, list[Ground]]]:
    """Group people, given by a queryset of their keys, by the grounds that they have from a day on.

    Yields the grounds by what is written as ``held`` beside each ``person_id`` in a temporary table
    ``alike``, until the block ends. A country comes in at once, and has some thousands of
    combinations: the consequences are computed once for each, and only the database needs to know
    who has which. Future grounds count as if they had begun: a board delivers a school year before
    it starts.
    """
    codes = ground_versions()
    select, params = persons.order_by().query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE.format(persons=select), [*params, on])
        cursor.execute("select distinct held from alike")
        yield {
            held: [_ground(line, codes, on) for line in held.split("\n")]
            for (held,) in cursor.fetchall()
        }
        cursor.execute("drop table placed, alike")


def _ground(text: str, codes: Mapping[int, BasisCode], on: date) -> Ground:
    category, code, areas = text.split(" ", 2)
    return Ground(
        int(category), codes[int(code)], tuple(areas.split("|")) if areas else (), on, None
    )


@dataclass(frozen=True, slots=True)
class Workplace:
    """Somebody has an appointment at a board in a sector."""

    board: int
    sector: str


def workplaces(persons: Iterable[int], on: date) -> dict[int, set[Workplace]]:
    """Return for which boards and in which sectors people have an appointment on a day."""
    found: dict[int, set[Workplace]] = {}
    rows = _working_on(on).filter(staff__person__in=list(persons))
    columns = ("staff__person", "staff__board", "location__sector")
    for person, board, sector in rows.values_list(*columns).distinct():
        found.setdefault(person, set()).add(Workplace(board, sector))
    return found


def employers(person: int, on: date) -> QuerySet[Appointment, int]:
    """Return the boards where somebody has an appointment on a day, for use as a subquery."""
    return _working_on(on).filter(staff__person=person).values_list("staff__board", flat=True)


def sectors_of(person: int, on: date) -> frozenset[str]:
    """Return the sectors in which somebody has an appointment on a day."""
    found = _working_on(on).filter(staff__person=person).values_list("location__sector", flat=True)
    return frozenset(found)


def _working_on(on: date) -> QuerySet[Appointment]:
    standing = Appointment.objects.filter(voided_at=None, since__lte=on).order_by()
    return standing.filter(Q(until=None) | Q(until__gt=on))


class TeachingSpell(NamedTuple):
    """Teaching on one basis, in an appointment of one size, during ``[since, until)``.

    ``subject_areas`` is empty if the basis is for everything that its ground allows. ``province``
    is written as in DUO's files, and empty if they have none for the location.
    """

    appointment: int
    sector: str
    province: str
    code: str
    subject_areas: tuple[str, ...]
    fte: Decimal
    since: date
    until: date | None


_TAUGHT = (
    "appointment__staff__person",
    "appointment",
    "appointment__location__sector",
    "appointment__location__province",
    "code",
    "subject_areas",
    "since",
    "until",
    "appointment__fte",
    "appointment__employed_since",
    "appointment__past_employments__fte",
    "appointment__past_employments__since",
    "appointment__past_employments__until",
)


def teaching_spells(person: int) -> list[TeachingSpell]:
    """Return what somebody taught, or will teach, at all boards; support work is not teaching."""
    return spells_of([person]).get(person, [])


def spells_of(persons: Collection[int]) -> dict[int, list[TeachingSpell]]:
    """Return what people taught, by person, in one query; people who taught nothing are left out.

    A basis comes once for each earlier size of its appointment.
    """
    bases = AppointmentBasis.objects.standing().filter(appointment__staff__person__in=persons)
    bases = bases.exclude(appointment__category__in=SUPPORT_CATEGORIES)
    found: dict[int, list[TeachingSpell]] = defaultdict(list)
    for person, *row in bases.order_by("since", "pk").values_list(*_TAUGHT):
        known = found[person]
        known += [spell for spell in _spells(*row) if spell not in known]
    return dict(found)


def _spells(  # noqa: PLR0913, PLR0917  one for each column of _TAUGHT
    appointment: int,
    sector: str,
    province: str,
    code: str,
    areas: list[str],
    begin: date,
    end: date | None,
    *sizes: Any,
) -> list[TeachingSpell]:
    """Split a basis at the days on which the size of its appointment changed.

    ``sizes`` are the present fte and its first day, then a past one with both its days.
    """
    fte, begun, *past = sizes
    present = (fte, begun, None)
    cut = [
        (size, max(begin, first), _earliest(end, last))
        for size, first, last in ([present] if past[0] is None else [past, present])
    ]
    return [
        TeachingSpell(appointment, sector, province, code, tuple(areas), size, since, until)
        for size, since, until in cut
        if until is None or since < until
    ]


def _earliest(one: date | None, other: date | None) -> date | None:
    return min(one, other) if one and other else one or other


def delivered_data(person: Person) -> list[StaffRecord]:
    """Return what each board delivered about somebody, for that person to read."""
    disputes = Prefetch("disputes", Dispute.objects.select_related("answered_for"))
    records = person.staff_records.select_related("board").prefetch_related(disputes)
    return in_words(records.order_by("pk"))


def in_words(records: QuerySet[StaffRecord]) -> list[StaffRecord]:
    """Return staff records with their appointments, and bases with their titles.

    Voided ones are left out. It takes six queries, however many records.
    """
    titles = Titles()
    bases = Prefetch("bases", AppointmentBasis.objects.filter(voided_at=None))
    appointments = Appointment.objects.filter(voided_at=None).select_related("location")
    found = list(
        records.prefetch_related(Prefetch("appointments", appointments.prefetch_related(bases)))
    )
    for basis in _bases(found):
        basis.title = titles.basis(basis.code)
        basis.subjects = titles.areas(basis.code, basis.subject_areas)
    return found


def _bases(records: Iterable[StaffRecord]) -> Iterator[AppointmentBasis]:
    for staff in records:
        for appointment in staff.appointments.all():
            yield from appointment.bases.all()


def newly_told_of(delivery: Delivery) -> QuerySet[Person]:
    """Return the people for whom an applied delivery brought something new.

    They are new themselves, or have a new job, or another name or date of birth.
    """
    told = Q(outcome=RowOutcome.NEW)
    for column in ("geslachtsnaam", "voornamen", "geboortedatum"):
        told |= Q(outcome__in=EFFECTIVE, changes__contains=[[column]])
    numbers = delivery.delivery_rows.filter(told).order_by()
    staff = StaffRecord.objects.filter(
        board=delivery.board_id, staff_number__in=numbers.values("staff_number")
    )
    return Person.objects.filter(pk__in=staff.order_by().values("person"))


def persons_touched(delivery: Delivery) -> QuerySet[Person]:
    """Return everybody named in an effective row of an applied delivery."""
    numbers = delivery.delivery_rows.effective().order_by().values("staff_number")
    staff = StaffRecord.objects.filter(board=delivery.board_id, staff_number__in=numbers)
    return Person.objects.filter(pk__in=staff.order_by().values("person"))
