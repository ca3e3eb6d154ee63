"""What moves along when a location or a board goes to another board."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from schools.models import Appointment, Governance, StaffRecord, Takeover


@dataclass(frozen=True)
class Outlook:
    """How much moves along; ``known`` counts people that the other board has already."""

    locations: list[Governance]
    people: int
    appointments: int
    known: int


def outlook(takeover: Takeover) -> Outlook:
    """Return what a takeover would do, or what it will do on its day."""
    appointments = appointments_of(takeover)
    staff = StaffRecord.objects.filter(pk__in=appointments.order_by().values("staff"))
    there = StaffRecord.objects.filter(board=takeover.target_id)
    return Outlook(
        locations=list(governances_of(takeover).select_related("location")),
        people=staff.count(),
        appointments=appointments.count(),
        known=staff.filter(person__in=there.order_by().values("person")).count(),
    )


def governances_of(takeover: Takeover) -> QuerySet[Governance]:
    """Return the board's governance of the locations in question on the day."""
    held = _held(takeover.source_id, on=takeover.on)
    return held.filter(location=takeover.location_id) if takeover.location_id else held


def appointments_of(takeover: Takeover) -> QuerySet[Appointment]:
    """Return the appointments that move along: those that run on the day, or begin later."""
    places = governances_of(takeover).order_by().values("location")
    return Appointment.objects.filter(
        Q(until=None) | Q(until__gt=takeover.on),
        staff__board=takeover.source_id,
        location__in=places,
        voided_at=None,
    )


def has_location(board: int, code: str, *, on: date) -> Governance | None:
    return _held(board, on=on).filter(location__code=code).first()


def _held(board: int, *, on: date) -> QuerySet[Governance]:
    return Governance.objects.filter(
        Q(since=None) | Q(since__lte=on), Q(until=None) | Q(until__gt=on), board=board
    ).order_by("location__code")
