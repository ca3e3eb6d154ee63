"""The staff of a board, for its officers to look up and change."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from accounts.choices import IdentifierKind
from accounts.identifiers import bsn_plain
from accounts.models import ClaimCode, PersonIdentifier
from schools.choices import LetterTo, StaffProgress
from schools.models import AppointmentBasis, BasisCode, Governance, Location, StaffRecord

from .boards import sections_of_staff
from .ending import at_work, ending_grounds, running

ONE_DAY = timedelta(days=1)


def staff_list(  # noqa: PLR0913  what the filters ask
    board: int,
    *,
    now: datetime,
    on: date,
    q: str = "",
    section: str = "",
    location: str = "",
    basis: str = "",
    ends: str = "",
    progress: str = "",
) -> QuerySet[StaffRecord]:
    """Return the staff that match, each with whether they were invited.

    ``location`` and ``basis`` are codes; ``ends`` is a number of months. At a stage of ``progress``
    are only those who work there.
    """
    everybody = StaffRecord.objects.filter(board=board)
    found = at_work(board, on=on).at(progress, now=now) if progress else everybody
    if q:
        found = found.matching(q)
    if section:
        sections = sections_of_staff(board, on=on)
        found = found.filter(pk__in=[pk for pk, held in sections.items() if section in held])
    if location or basis:
        found = found.filter(Exists(_grounds(board, on=on, location=location, code=basis)))
    if ends:
        near = [one for one in ending_grounds(board, on=on) if one.months <= int(ends)]
        found = found.filter(pk__in={one.staff for one in near})
    return told_whether_invited(found, now=now)


def _grounds(board: int, *, on: date, location: str, code: str) -> QuerySet[AppointmentBasis]:
    found = running(board, on=on).filter(appointment__staff=OuterRef("pk"))
    if location:
        found = found.filter(appointment__location__code=location)
    return found.filter(code=code) if code else found


def grounds_in_use(board: int, *, on: date) -> list[BasisCode]:
    """Return the distinct present and future grounds of a board's staff."""
    codes = BasisCode.objects.filter(code__in=running(board, on=on).order_by().values("code"))
    return list({one.code: one for one in codes}.values())


def told_whether_invited(records: QuerySet[StaffRecord], *, now: datetime) -> QuerySet[StaffRecord]:
    """Add ``invited``: whether there is a code with which the person can claim the record."""
    codes = ClaimCode.objects.usable(now).filter(person=OuterRef("person"))
    return records.select_related("person").annotate(invited=Exists(codes))


def progress_counts(board: int, *, now: datetime, on: date) -> dict[str, int]:
    """Return the number of a board's staff at each stage from delivered to confirmed."""
    staff = at_work(board, on=on)
    return {one.value: staff.at(one, now=now).count() for one in StaffProgress}


def letters_to(
    board: int, *, now: datetime, on: date, who: str, location: str
) -> QuerySet[StaffRecord]:
    """Return the addressees of letters: without a code, without an e-mail address, or unclaimed.

    Who left gets no letter (domain.md §2.4).
    """
    found = at_work(board, on=on).unclaimed()
    if location:
        found = found.filter(Exists(_grounds(board, on=on, location=location, code="")))
    if who == LetterTo.NO_CODE:
        return found.without_code(now)
    return found.filter(email="") if who == LetterTo.NO_ADDRESS else found


def staff_rows(found: QuerySet[StaffRecord], *, on: date) -> Iterator[tuple[object, ...]]:
    """Yield staff as rows of a list, one for each present or future ground.

    Somebody without a ground has one row. No citizen service number leaves the register.
    """
    bases = AppointmentBasis.objects.standing().filter(Q(until=None) | Q(until__gt=on))
    held: dict[int, list[AppointmentBasis]] = defaultdict(list)
    within = bases.filter(appointment__staff__in=found.order_by().values("pk"))
    for basis in within.select_related("appointment__location").order_by("since", "pk"):
        held[basis.appointment.staff_id].append(basis)
    for member in found:
        confirmed = localdate(member.confirmed_at) if member.confirmed_at else ""
        for cells in map(_job_cells, held.get(member.pk, ())) if member.pk in held else [_NO_JOB]:
            yield (*_person_cells(member), *cells, confirmed)


_NO_JOB = ("",) * 7


def _person_cells(member: StaffRecord) -> tuple[str, ...]:
    names = (member.given_names, member.prefix, member.family_name)
    return (member.staff_number, member.person.number, *names, member.email)


def _job_cells(basis: AppointmentBasis) -> tuple[object, ...]:
    job = basis.appointment
    days = (basis.since, basis.until - ONE_DAY if basis.until else "")
    areas = "|".join(basis.subject_areas)
    return (job.location.code, job.category, basis.code, areas, *days, _figure(job.fte))


def locations_of(board: int, *, on: date) -> QuerySet[Location]:
    """Return the present and future locations of a board."""
    governances = Governance.objects.filter(Q(until=None) | Q(until__gt=on), board=board)
    return Location.objects.filter(pk__in=governances.values("location")).order_by("name", "code")


def cells_of_staff(staff: StaffRecord) -> dict[str, str]:
    """Return the cells of a delivery about somebody, BSN included: for a file, never for a page."""
    numbers = PersonIdentifier.objects.filter(
        person=staff.person_id, kind=IdentifierKind.BSN, retired_at=None
    )
    number = numbers.earliest("since", "pk")  # merged people have two
    return {
        "personeelsnummer": staff.staff_number,
        "bsn": bsn_plain(bytes(number.ciphertext), bytes(number.digest)),
        "geslachtsnaam": staff.family_name,
        "voorvoegsel": staff.prefix,
        "voornamen": staff.given_names,
        "geboortedatum": staff.birth_date.isoformat(),
        "geslacht": staff.gender,
        "email": staff.email,
    }


def cells_of_basis(basis: AppointmentBasis) -> dict[str, str]:
    appointment = basis.appointment
    return {
        "vestiging": appointment.location.code,
        "functiecategorie": str(appointment.category),
        "aard_arbeidsrelatie": str(appointment.kind),
        "betrekkingsomvang": _figure(appointment.fte),
        "grondslagcode": basis.code,
        "onderwijsterreinen": "|".join(basis.subject_areas),
        "begin": basis.since.isoformat(),
        "einde": (basis.until - ONE_DAY).isoformat() if basis.until else "",
    }


def shown_cells(basis: AppointmentBasis) -> dict[str, object]:
    """Return the initial values of a form that changes a ground; never the BSN."""
    staff, appointment = basis.appointment.staff, basis.appointment
    return {
        "geslachtsnaam": staff.family_name,
        "voorvoegsel": staff.prefix,
        "voornamen": staff.given_names,
        "geboortedatum": staff.birth_date,
        "geslacht": staff.gender,
        "email": staff.email,
        "aard_arbeidsrelatie": appointment.kind,
        "betrekkingsomvang": _figure(appointment.fte),
        "begin": basis.since,
        "einde": basis.until - ONE_DAY if basis.until else None,
    }


def shown_successor(basis: AppointmentBasis) -> dict[str, object]:
    """Return the initial values of a form for a successor: same job, other ground."""
    appointment = basis.appointment
    return {
        "vestiging": appointment.location.code,
        "functiecategorie": appointment.category,
        "aard_arbeidsrelatie": appointment.kind,
        "betrekkingsomvang": _figure(appointment.fte),
        "begin": basis.until,
        "mutatiedatum": basis.until,
    }


def _figure(fte: Decimal) -> str:
    return f"{fte.normalize():f}".replace(".", ",")
