"""Searching for people and reading all about one, for the register's administrators."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Lower

from accounts.models import Double, Person, Role, Shield
from accounts.querysets import every_word
from core.models import AuditEvent
from register.choices.cases import ENDING
from register.choices.registrations import RegistrationStatus
from register.models import Case, Certificate, Cycle, Decision, Note, Registration, Sample
from schools.selectors import delivered_data

from .certificates import wrong_certificates
from .history import acts_on
from .public import plain_number

if TYPE_CHECKING:
    from schools.models import StaffRecord

FEWEST_SIGNS = 2
_MAY_END = (RegistrationStatus.REGISTERED, RegistrationStatus.LEFT)


@dataclass(frozen=True)
class File:
    """Everything that an administrator sees of one person.

    ``shield`` is the one in effect now, ``cases`` are those that this reader may work on, and
    ``acts`` is everything that was done to any of it.
    """

    registrations: list[Registration]
    cycles: list[Cycle]
    decisions: list[Decision]
    certificates: list[Certificate]
    wrong_certificates: list[Certificate]
    delivered: list["StaffRecord"]
    roles: list[Role]
    shield: Shield | None
    doubles: list[Double]
    cases: list[Case]
    acts: QuerySet[AuditEvent]

    @property
    def can_be_struck_off(self) -> bool:
        """Whether there is a registration to end, and no procedure that may do so."""
        going = any(row.status in _MAY_END for row in self.registrations)
        return going and not any(case.is_open and case.procedure in ENDING for case in self.cases)


def found_people(text: str) -> QuerySet[Person]:
    """Find people by a complete number or e-mail address, or by words of the name.

    Too few characters find nobody. Merged records are found too, and refer to the survivor.
    """
    if len(text) < FEWEST_SIGNS:
        return Person.objects.none()
    named = every_word(text, "sort_key__contains")
    known = Q(number=plain_number(text)) | Q(email=text.lower())
    if "@" in text:
        # A subquery: joined, it would multiply a quarter of a million people first.
        mailed = Person.objects.filter(staff_records__email__iexact=text)
        known |= Q(pk__in=mailed.values("pk"))
    # Sorted by what has no index: walking one until a page is full takes longer than one scan.
    return Person.objects.filter(known | named).order_by(Lower("sort_key"), "pk")


def file_of(person: Person, *, reader: Person, on: date) -> File:
    """Return a person's place in the register, what boards say, and what was done."""
    registrations = list(person.registrations.order_by("section"))
    cycles = list(Cycle.objects.of(person).select_related("registration", "rule_set"))
    decisions = list(Decision.objects.of(person).with_cycle())
    certificates = list(Certificate.objects.of(person))
    delivered = delivered_data(person)
    roles = list(person.roles.select_related("organisation").order_by("-since"))
    cases = list(Case.objects.of(person).for_desk(reader))
    doubles = list(
        Double.objects.filter(Q(first=person) | Q(second=person)).select_related("first", "second")
    )
    known = [person, *registrations, *cycles, *decisions, *certificates, *delivered, *roles]
    others = [*cases, *doubles, *_unseen(person, delivered)]
    return File(
        registrations,
        cycles,
        decisions,
        certificates,
        wrong_certificates(person, on=on),
        delivered,
        roles,
        shield=person.shields.working().first(),
        doubles=doubles,
        cases=cases,
        acts=acts_on([*known, *others]),
    )


def _unseen(person: Person, delivered: Iterable["StaffRecord"]) -> Iterator[Model]:
    """Yield records about a person of which only the acts are shown."""
    for record in delivered:
        yield from record.disputes.all()
    yield from person.claim_codes.all()
    yield from person.diploma_checks.all()
    yield from person.qualifications.all()
    yield from person.messages.only("person")
    yield from Note.objects.filter(registration__person=person)
    yield from Sample.objects.filter(cycle__registration__person=person)
