"""A person's colleagues: their names and schools, nothing more."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import Person
from accounts.querysets import every_word
from schools.models import Appointment


@dataclass(frozen=True)
class Colleague:
    """What somebody may know of a colleague (domain.md §5.7, §10.1)."""

    person: int
    name: str
    school: str


def colleagues_like(person: Person, text: str, *, on: date, most: int) -> list[Colleague]:
    """Return colleagues whose name contains every word and who have claimed their record."""
    return _colleagues(_beside(person, on=on).filter(_named(text)))[:most]


def colleagues_among(person: Person, others: Collection[int], *, on: date) -> list[Colleague]:
    """Return those of these people who share a location with somebody on this day."""
    return _colleagues(_beside(person, on=on).filter(staff__person__in=others))


def of_the_same_boards(person: int, *, on: date) -> QuerySet:
    """Return the primary keys of everybody with an appointment at the same board as somebody."""
    today = _on(on).filter(staff__person__isnull=False)
    boards = today.filter(staff__person=person).values("staff__board")
    return today.filter(staff__board__in=boards).values("staff__person")


def _named(text: str) -> Q:
    return every_word(text, "staff__person__sort_key__contains")


def _beside(person: Person, *, on: date) -> QuerySet[Appointment]:
    """Return the appointments of others on this day at the locations where somebody works.

    Shielded people are left out.
    """
    today = _on(on)
    own = today.filter(staff__person=person).order_by().values("location")
    others = today.filter(location__in=own, staff__person__claimed_at__isnull=False)
    shielded = Person.objects.shielded().values("pk")
    return others.exclude(staff__person=person).exclude(staff__person__in=shielded)


def _colleagues(appointments: QuerySet[Appointment]) -> list[Colleague]:
    """Return each person once, in the order of names."""
    rows = appointments.select_related("staff__person", "location")
    found: dict[int, Colleague] = {}
    for row in rows.order_by("staff__person__sort_key", "pk"):
        person = row.staff.person
        found.setdefault(person.pk, Colleague(person.pk, person.full_name, row.location.name))
    return list(found.values())


def _on(day: date) -> QuerySet[Appointment]:
    return Appointment.objects.filter(
        Q(until=None) | Q(until__gt=day), voided_at=None, since__lte=day
    )
