"""What boards delivered about people: for the register, and for the people themselves."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet

from accounts.models import Person
from schools.models import (
    Appointment,
    AppointmentBasis,
    Delivery,
    Dispute,
    StaffRecord,
)
from schools.rules import Ground

from .codes import Titles, code_list

SUPPORT_CATEGORIES = range(12, 16)


def bases_of(persons: Iterable[int]) -> dict[int, list[Ground]]:
    """Return all bases of people, at any board and of any time, that were not voided.

    Somebody without a basis is left out.
    """
    codes = code_list()
    bases = AppointmentBasis.objects.filter(
        voided_at=None, appointment__staff__person__in=list(persons)
    )
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


def sectors_of(person: int, on: date) -> frozenset[str]:
    """Return the sectors in which somebody has an appointment on a day."""
    appointments = Appointment.objects.filter(
        Q(until=None) | Q(until__gt=on), staff__person=person, voided_at=None, since__lte=on
    )
    return frozenset(appointments.order_by().values_list("location__sector", flat=True))


@dataclass(frozen=True)
class TeachingSpell:
    """Somebody taught on one basis in an appointment of one size during ``[since, until)``.

    ``subject_areas`` is empty where the basis gives all that it can give.
    """

    appointment: int
    sector: str
    code: str
    subject_areas: tuple[str, ...]
    fte: Decimal
    since: date
    until: date | None


def teaching_spells(person: int) -> list[TeachingSpell]:
    """Return what somebody taught, or will, at all boards; support work is not teaching."""
    bases = (
        AppointmentBasis.objects.filter(voided_at=None, appointment__staff__person=person)
        .exclude(appointment__category__in=SUPPORT_CATEGORIES)
        .select_related("appointment__location")
        .prefetch_related("appointment__past_employments")
    )
    return [spell for basis in bases.order_by("since", "pk") for spell in _spells(basis)]


def _spells(basis: AppointmentBasis) -> Iterator[TeachingSpell]:
    """Cut a basis at the days on which the size of its appointment changed."""
    appointment = basis.appointment
    sizes = [(past.fte, past.since, past.until) for past in appointment.past_employments.all()]
    for fte, begun, ended in [*sizes, (appointment.fte, appointment.employed_since, None)]:
        since = max(basis.since, begun)
        until = min((day for day in (basis.until, ended) if day), default=None)
        if until is None or since < until:
            yield TeachingSpell(
                appointment.pk,
                appointment.location.sector,
                basis.code,
                tuple(basis.subject_areas),
                fte,
                since,
                until,
            )


@dataclass(frozen=True)
class BasisInWords:
    basis: AppointmentBasis
    title: str
    subjects: list[str]


@dataclass(frozen=True)
class AppointmentInWords:
    appointment: Appointment
    bases: list[BasisInWords]


@dataclass(frozen=True)
class Delivered:
    """What one board delivered about a person, and what they asked that board to put right."""

    staff: StaffRecord
    appointments: list[AppointmentInWords]
    disputes: list[Dispute]


def delivered_data(person: Person) -> list[Delivered]:
    """Return what each board delivered about somebody, for their own eyes."""
    return in_words(person.staff_records.select_related("board").order_by("pk"))


def in_words(records: QuerySet[StaffRecord]) -> list[Delivered]:
    """Return staff records with their appointments and bases in words, in five queries."""
    titles = Titles()
    bases = AppointmentBasis.objects.filter(voided_at=None)
    appointments = (
        Appointment.objects.filter(voided_at=None)
        .select_related("location")
        .prefetch_related(Prefetch("bases", bases))
    )
    found = records.prefetch_related(Prefetch("appointments", appointments), "disputes")
    return [
        Delivered(
            staff,
            [_appointment_in_words(one, titles) for one in staff.appointments.all()],
            list(staff.disputes.all()),
        )
        for staff in found
    ]


def _appointment_in_words(appointment: Appointment, titles: Titles) -> AppointmentInWords:
    bases = [
        BasisInWords(basis, titles.basis(basis.code), titles.areas(basis.code, basis.subject_areas))
        for basis in appointment.bases.all()
    ]
    return AppointmentInWords(appointment, bases)


def persons_touched(delivery: Delivery) -> QuerySet[Person]:
    """Return everybody about whom an effective row of an applied delivery says something."""
    numbers = delivery.delivery_rows.effective().order_by().values("staff_number")
    staff = StaffRecord.objects.filter(board=delivery.board_id, staff_number__in=numbers)
    return Person.objects.filter(pk__in=staff.order_by().values("person"))
