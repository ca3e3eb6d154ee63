"""What the pages of a teacher show of their place in the register."""

from dataclasses import dataclass

from django.db.models import FilteredRelation, Q

from accounts.models import Person
from register.choices import CycleStatus, RegistrationStatus
from register.models import Cycle, Qualification, Registration


@dataclass(frozen=True)
class Place:
    """A person's place in the register."""

    registrations: list[Registration]
    qualifications: list[Qualification]

    @property
    def cycle(self) -> Cycle | None:
        """The cycle that runs, of the one registration that has cycles."""
        return next((row.cycle for row in self.registrations if row.cycle), None)

    @property
    def registered(self) -> list[Registration]:
        return [row for row in self.registrations if row.status == RegistrationStatus.REGISTERED]

    @property
    def confirmed(self) -> list[Qualification]:
        return [row for row in self.qualifications if row.confirmed_on]

    @property
    def to_confirm(self) -> bool:
        """Whether a board delivered something that the person has not confirmed."""
        delivered = RegistrationStatus.DELIVERED
        return any(row.status == delivered for row in self.registrations) or any(
            row.confirmed_on is None for row in self.qualifications
        )


def own_place(person: Person) -> Place:
    """Return a person's place in the register with the running cycle, in one query."""
    rows = person.registrations.annotate(
        cycle=FilteredRelation("cycles", condition=~Q(cycles__status=CycleStatus.RENEWED)),
        held=FilteredRelation("person__qualifications"),
    ).select_related("cycle__rule_set", "held__checked_by")
    registrations, qualifications = {}, {}
    for row in rows.order_by("section", "held__sector", "held__subject"):
        # Where a filtered relation finds nothing, Django sets no attribute at all.
        row.cycle = getattr(row, "cycle", None)
        registrations.setdefault(row.pk, row)
        if held := getattr(row, "held", None):
            qualifications[held.pk] = held
        if row.cycle:
            row.cycle.registration = row
    return Place(list(registrations.values()), list(qualifications.values()))
