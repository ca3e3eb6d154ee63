"""Requests to be in the register: what is still asked, and who is known already."""

from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import Double, Person
from accounts.names import plain
from accounts.selectors.people import person_by_digest
from register.choices.diplomas import CheckStatus
from register.models import Admission, DiplomaCheck
from register.querysets import AdmissionQuerySet

MOST_A_YEAR = 3  # ours: who was refused three times writes a letter
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Known:
    """A record that somebody already has; ``way`` says how they can get access to it."""

    person: Person
    way: str


def asked_with(check: DiplomaCheck) -> Admission | None:
    """Return the request to be in the register that came with a diploma, where one did."""
    return Admission.objects.filter(diploma=check).select_related("diploma").first()


def refused_request(person: Person) -> DiplomaCheck | None:
    """Return the last request of somebody to be registered that was decided, if it was refused."""
    decided = DiplomaCheck.objects.of(person).filter(
        admission__isnull=False, status__in=[CheckStatus.ACCEPTED, CheckStatus.REFUSED]
    )
    last = decided.select_related("person").order_by("-admission").first()
    return last if last and last.status == CheckStatus.REFUSED else None


def latest_admission(person: Person) -> Admission | None:
    return Admission.objects.of(person).select_related("diploma__checker").first()


def missing(admission: Admission) -> list[str]:
    """Return the questions that have no answer yet, in the order in which they are asked."""
    person = admission.person
    answers = {
        "naam": person.family_name,
        "geboortedatum": person.birth_date,
        "burgerservicenummer": admission.digest,
        "bevoegdheid": admission.subject,
    }
    return [question for question, answer in answers.items() if not answer]


def asked_too_often(person: Person, on: date) -> bool:
    """Tell whether somebody has handed in the maximum number of requests within a year."""
    handed_in = DiplomaCheck.objects.of(person).filter(
        admission__isnull=False, submitted_on__gt=on - YEAR
    )
    return handed_in.count() >= MOST_A_YEAR


def known_already(admission: Admission, digest: bytes) -> Known | None:
    """Return the record that matches number, birth date and family name, if there is one.

    A match on the number alone is not shown, so that a number does not reveal who is in the
    register; administrators do see it (``holder_of_number``).
    """
    holder = person_by_digest(digest)
    if holder and holder.pk != admission.person_id and _same(holder, admission.person):
        return Known(holder, "account" if holder.claimed_at else "code")
    for other in _others_with(admission, digest).select_related("person"):
        if _same(other.person, admission.person):
            return Known(other.person, "asked")
    return None


def holder_of_number(admission: Admission) -> Person | None:
    """Return another person with the number of a request: in the register, or also applying."""
    if admission.digest is None:
        return None
    digest = bytes(admission.digest)
    holder = person_by_digest(digest)
    if holder and holder.pk != admission.person_id:
        return holder
    other = _others_with(admission, digest).select_related("person").first()
    return other.person if other else None


def doubles_of(person: Person) -> list[Double]:
    """Return the open questions whether somebody is known under another record."""
    rows = Double.objects.filter(status="open").select_related("first", "second")
    return list(rows.filter(first=person) | rows.filter(second=person))


def _others_with(admission: Admission, digest: bytes) -> AdmissionQuerySet:
    waiting = Admission.objects.waiting().filter(digest=digest)
    return waiting.exclude(person=admission.person_id)


def _same(one: Person, other: Person) -> bool:
    return one.birth_date == other.birth_date and plain(one.family_name) == plain(other.family_name)
