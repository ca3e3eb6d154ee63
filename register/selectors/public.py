"""What anybody may see: whether a teacher is registered, and whether a certificate is real.

Nothing else leaves this module (domain.md §2.3). Who is unknown, delivered, in the anteroom, in the
support section, gone or struck off gives the same answer: none.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils import timezone

from accounts.names import is_number
from accounts.selectors.people import person_by_number
from accounts.selectors.shields import is_shielded
from register.choices.cycles import CycleStatus
from register.choices.registrations import RegistrationStatus
from register.models import Certificate, Registration
from schools.choices import Section
from schools.selectors import workplaces_of

from .qualifications import qualification_name

NOBODY = 0


@dataclass(frozen=True)
class Entry:
    """The public entry of a registered teacher; ``schools`` only by their own choice, and of
    who is shielded never.
    """

    registration: Registration
    name: str
    number: str
    qualifications: list[str]
    registered_on: date
    renewed_on: date | None
    valid_until: date
    schools: list[str]
    noted_on: date | None


@dataclass(frozen=True)
class Check:
    """What a certificate is worth on a day; ``newer_on`` when the next one was issued."""

    certificate: Certificate
    registered: bool
    expired: bool
    newer_on: date | None

    @property
    def valid(self) -> bool:
        return not (self.expired or self.withdrawn or self.replaced) and self.registered

    @property
    def withdrawn(self) -> bool:
        return self.certificate.withdrawn_on is not None

    @property
    def replaced(self) -> bool:
        return self.certificate.replaced_on is not None


def plain_number(text: str) -> str:
    """Normalise a registration number as somebody typed it."""
    return "".join(text.split()).upper()


def public_entry(number: str, *, on: date) -> Entry | None:
    """Return the entry of the registered teacher with this number.

    The number of a merged record leads to the entry of the survivor. An unknown number takes the
    same queries as that of somebody who is not public, so that timing reveals nothing.
    """
    registered = Registration.objects.public().select_related("person", "listing")
    registration = registered.filter(person=_key_of(number)).first()
    if registration is None:
        return None
    cycles = list(registration.cycles.all())
    renewed = [cycle for cycle in cycles if cycle.status == CycleStatus.RENEWED]
    return Entry(
        registration=registration,
        name=registration.person.full_name,
        number=registration.person.number,
        qualifications=[
            qualification_name(row) for row in registration.person.qualifications.confirmed()
        ],
        registered_on=registration.registered_on,  # type: ignore[arg-type]  # it is confirmed
        renewed_on=renewed[0].decided_on if renewed else None,
        valid_until=max(cycle.until for cycle in cycles),
        schools=_shown_schools(registration, on=on),
        noted_on=registration.notes.standing().values_list("since", flat=True).first(),
    )


def _key_of(number: str) -> int:
    """Return the primary key of the person with a number; an unused key if there is none."""
    person = person_by_number(number) if is_number(number) else None
    return person.pk if person else NOBODY


def _shown_schools(registration: Registration, *, on: date) -> list[str]:
    """Return the schools of a teacher who chose to show them; none for a shielded one."""
    chosen = hasattr(registration, "listing") and registration.listing.shows_school
    if not chosen or is_shielded(registration.person):
        return []
    return workplaces_of([registration.person_id], on=on).get(registration.person_id, [])


def registered_on(number: str, *, on: date) -> bool:
    """Tell whether a number was that of a registered teacher on a day, and nothing else.

    The history of the row shows the periods in between during which somebody was not registered.
    """
    rows = Registration.objects.filter(
        person=_key_of(number), section=Section.REGISTER, registered_on__lte=on
    )
    registration = rows.first()
    return registration is not None and not any(
        left <= on and (returned is None or on < returned)
        for left, returned in _absences(registration)
    )


def _absences(registration: Registration) -> list[tuple[date, date | None]]:
    """Return the periods ``[left, returned)`` in which somebody was not registered."""
    events = registration.events.filter(ended_on__isnull=False).order_by("pgh_created_at", "pk")
    ended = {event.ended_on: timezone.localdate(event.pgh_created_at) for event in events}
    absences: list[tuple[date, date | None]] = list(ended.items())
    if registration.ended_on:
        absences = [(left, back) for left, back in absences if left != registration.ended_on]
        absences.append((registration.ended_on, None))
    return absences


def check_certificate(code: str, *, on: date) -> Check | None:
    """Check a certificate against the register of this day; None for a code that is not ours."""
    certificate = Certificate.objects.with_holder().filter(code=code).first()
    if certificate is None:
        return None
    return Check(
        certificate=certificate,
        registered=certificate.cycle.registration.status == RegistrationStatus.REGISTERED,
        expired=certificate.valid_until <= on,
        newer_on=_newer_on(certificate),
    )


def _newer_on(certificate: Certificate) -> date | None:
    """Return when the same teacher got the certificate of a later period, if ever."""
    later = Certificate.objects.filter(
        cycle__registration=certificate.cycle.registration_id,
        cycle__since__gt=certificate.cycle.since,
        withdrawn_on=None,
    )
    return later.aggregate(latest=Max("issued_on"))["latest"]


def certificate_of_file(sha256: str) -> Certificate | None:
    """Return the certificate whose file has exactly this fingerprint."""
    return Certificate.objects.filter(sha256=sha256).first() if sha256 else None


def certificate_in_force(number: str, *, on: date) -> Certificate | None:
    """Return the certificate that a registered teacher holds on this day."""
    rows = Certificate.objects.in_force(on).filter(cycle__registration__person__number=number)
    return rows.order_by("-issued_on").first()
