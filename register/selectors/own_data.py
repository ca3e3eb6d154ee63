"""What the register keeps about a teacher, as it is put on paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import override

from accounts.models import Person, View
from accounts.selectors.people import who_looked
from register.models import Cycle, DiplomaFile, LeavePaper, Qualification, Registration
from schools.selectors import delivered_data

from .qualifications import qualification_name

LANGUAGE = "nl"


@dataclass(frozen=True)
class OwnData:
    """All that a teacher reads about the own file; ``delivered`` is per board, in words."""

    person: Person
    registrations: list[Registration]
    qualifications: list[tuple[Qualification, str]]
    cycles: list[Cycle]
    delivered: list[Any]
    looks: Iterable[View]
    made_on: date


def own_data_of(person: Person, *, on: date) -> OwnData:
    held = person.qualifications.select_related("checked_by")
    with override(LANGUAGE):
        return OwnData(
            person=person,
            registrations=list(person.registrations.order_by("section")),
            qualifications=[(row, qualification_name(row)) for row in held],
            cycles=list(Cycle.objects.of(person).select_related("rule_set")),
            delivered=delivered_data(person),
            looks=who_looked(person),
            made_on=on,
        )


def papers_of(person: Person) -> QuerySet[DiplomaFile]:
    return DiplomaFile.objects.filter(check_of__person=person).order_by("pk")


def leave_papers_of(person: Person) -> QuerySet[LeavePaper]:
    return LeavePaper.objects.filter(deferral__case__registration__person=person).order_by("pk")
