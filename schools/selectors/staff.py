"""The staff of a board, as its officers look them up and change them."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.choices import IdentifierKind
from accounts.identifiers import bsn_plain
from accounts.models import ClaimCode, PersonIdentifier
from schools.models import AppointmentBasis, Board, Location, StaffRecord

ONE_DAY = timedelta(days=1)
_NOT_CONFIRMED = {"yes": False, "no": True}


def staff_list(
    board: int, *, now: datetime, q: str, confirmed: str, among: Collection[int] | None
) -> QuerySet[StaffRecord]:
    """Return the staff that match, each with whether they were invited."""
    found = StaffRecord.objects.filter(board=board)
    if q:
        found = found.matching(q)
    if confirmed:
        found = found.filter(confirmed_at__isnull=_NOT_CONFIRMED[confirmed])
    if among is not None:
        found = found.filter(pk__in=among)
    return told_whether_invited(found, now=now)


def told_whether_invited(records: QuerySet[StaffRecord], *, now: datetime) -> QuerySet[StaffRecord]:
    """Add ``invited``: whether there is a code with which the person can claim the record."""
    codes = ClaimCode.objects.usable(now).filter(person=OuterRef("person"))
    return records.select_related("person").annotate(invited=Exists(codes))


def locations_of(board: Board, *, on: date) -> QuerySet[Location]:
    """Return the locations that a board has on a day, or will have."""
    governances = board.governances.filter(Q(until=None) | Q(until__gt=on))
    return Location.objects.filter(pk__in=governances.values("location")).order_by("name", "code")


def cells_of_staff(staff: StaffRecord) -> dict[str, str]:
    """Return what a delivery would say of somebody, their BSN included: for a row, not a page."""
    number = PersonIdentifier.objects.get(
        person=staff.person_id, kind=IdentifierKind.BSN, retired_at=None
    )
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
    """Return what a form shows of a ground before it is changed; never the BSN."""
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


def _figure(fte: Decimal) -> str:
    return f"{fte.normalize():f}".replace(".", ",")
