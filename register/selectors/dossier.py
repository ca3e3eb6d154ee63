"""A teacher's own place in the register, for their own pages."""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import FilteredRelation, OuterRef, Q, QuerySet, Subquery

from accounts.models import Person, days
from cpd.rules import CountedPeriod
from register.choices.cycles import CLOSED, CycleStatus, Outcome
from register.choices.registrations import RegistrationStatus
from register.models import Case, Certificate, Cycle, Note, Qualification, Registration, Reminder
from register.rules import Period


@dataclass(frozen=True)
class Place:
    """A person's place in the register; ``cycle`` is the running one, if there is one."""

    registrations: list[Registration]
    qualifications: list[Qualification]
    cycle: Cycle | None
    reminded_on: list[date]
    """On which days a reminder went out in that cycle."""
    leave: list[Period]
    """The leave for which a deferral was granted, in whatever cycle."""
    periods: list[CountedPeriod]
    """Every period in which their activities count or counted."""
    noted_on: date | None
    """Since when the registration has a note in the register, if it has one."""
    noted_in: int | None
    """The key of the decision by which it was added."""
    renamed: bool
    """Whether the certificate that is in force has another name than theirs."""

    @property
    def registered(self) -> list[Registration]:
        return [row for row in self.registrations if row.status == RegistrationStatus.REGISTERED]

    @property
    def struck_off_on(self) -> date | None:
        """Since when the person is struck off, where that is what became of their place."""
        if self.registered:
            return None
        struck = [row for row in self.registrations if row.status == RegistrationStatus.STRUCK_OFF]
        return max((row.ended_on for row in struck if row.ended_on), default=None)

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


def own_place(person: Person, *, on: date) -> Place:
    """Return a person's place in the register with the running cycle, in one query."""
    registrations: dict[int, Registration] = {}
    qualifications: dict[int, Qualification] = {}
    cycle, reminded_on, leave = None, [], []
    periods: set[CountedPeriod] = set()
    noted_on, noted_in, certified_as = None, None, None
    for row in _registrations(person, on=on):
        registrations[row.pk] = row
        periods.update(
            CountedPeriod(counted.lower, counted.upper, counted in row.decided)
            for counted in row.counted
        )
        noted_on, noted_in = noted_on or row.noted_on, noted_in or row.noted_in
        certified_as = certified_as or row.certified_as
        # If a filtered relation finds nothing, Django sets no attribute at all.
        if held := getattr(row, "held", None):
            qualifications[held.pk] = held
        if running := getattr(row, "running", None):
            cycle, reminded_on = running, row.reminded_on
            leave = [Period(spell.lower, spell.upper) for spell in row.leave]
            cycle.registration = row
    return Place(
        list(registrations.values()),
        list(qualifications.values()),
        cycle,
        reminded_on,
        leave,
        [*periods],
        noted_on,
        noted_in,
        certified_as not in (None, person.full_name),
    )


def _registrations(person: Person, *, on: date) -> QuerySet:
    """Return a person's registrations, one row for each with each qualification."""
    reminders = Reminder.objects.filter(cycle=OuterRef("running")).order_by("posted_on")
    granted = Case.objects.granted_leave().filter(registration=OuterRef("pk"))
    notes = Note.objects.standing().filter(registration=OuterRef("pk"))
    noted = notes.filter(cycle__decisions__outcome=Outcome.NOTED)
    certificates = Certificate.objects.in_force(on).filter(cycle__registration=OuterRef("pk"))
    cycles = Cycle.objects.filter(registration=OuterRef("pk"))
    counted, renewed = days("counted_since", "until"), Q(status=CycleStatus.RENEWED)
    rows = person.registrations.annotate(
        running=FilteredRelation("cycles", condition=~Q(cycles__status__in=CLOSED)),
        held=FilteredRelation("person__qualifications"),
    )
    rows = rows.annotate(
        reminded_on=ArraySubquery(reminders.values("posted_on")),
        leave=ArraySubquery(granted.values_list(days("deferral__since", "deferral__until"))),
        counted=ArraySubquery(cycles.values_list(counted)),
        decided=ArraySubquery(cycles.filter(renewed).values_list(counted)),
        noted_on=Subquery(notes.values("since")[:1]),
        noted_in=Subquery(noted.values("cycle__decisions")[:1]),
        certified_as=Subquery(certificates.exclude(sha256="").values("name")[:1]),
    )
    related = ("running__rule_set", "held__checked_by")  # the type checker knows no filtered ones
    return rows.select_related(*related).order_by("section", "held__sector", "held__subject")


def counted_periods(person: Person) -> list[CountedPeriod]:
    """Return the periods in which a person's activities count, the latest first."""
    cycles = Cycle.objects.of(person).order_by("-since")
    return [
        CountedPeriod(cycle.counted_since, cycle.until, cycle.status == CycleStatus.RENEWED)
        for cycle in cycles
    ]
