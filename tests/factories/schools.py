"""Boards, schools, staff and deliveries.

``LocationFactory(board=board)`` is a location of that board, with an open start.
``BasisFactory(appointment__staff__board=board)`` also makes the person and the appointment.
"""

import csv
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO

import factory
from factory.django import DjangoModelFactory

from accounts import names
from accounts.choices import OrganisationKind
from schools.choices import DeliveryKind, DeliveryStatus, Sector

from .accounts import PersonFactory, valid_bsn


class BoardFactory(DjangoModelFactory):
    class Meta:
        model = "schools.Board"

    kind = OrganisationKind.BOARD
    number = factory.Sequence(lambda n: f"{60000 + n}")
    name = factory.Sequence(lambda n: f"Stichting Rijn en Heuvel {n}")
    search_key = factory.LazyAttribute(lambda board: names.plain(f"{board.name} {board.number}"))


class SchoolFactory(DjangoModelFactory):
    class Meta:
        model = "schools.School"
        django_get_or_create = ["brin"]

    brin = factory.Sequence(lambda n: f"{n % 100:02}{chr(65 + n // 100 % 26)}B")


class LocationFactory(DjangoModelFactory):
    class Meta:
        model = "schools.Location"
        skip_postgeneration_save = True

    class Params:
        board = None

    school = factory.SubFactory(SchoolFactory)
    code = factory.LazyAttribute(lambda location: f"{location.school.brin}00")
    sector = Sector.SECONDARY
    name = "Het Lindecollege"
    town = "Arnhem"
    search_key = factory.LazyAttribute(
        lambda location: names.plain(f"{location.code} {location.name} {location.town}")
    )
    governance = factory.Maybe(
        "board",
        factory.RelatedFactory(
            "tests.factories.schools.GovernanceFactory",
            factory_related_name="location",
            board=factory.SelfAttribute("..board"),
        ),
    )


class GovernanceFactory(DjangoModelFactory):
    """A board governs a location, without a start or an end."""

    class Meta:
        model = "schools.Governance"

    board = factory.SubFactory(BoardFactory)
    location = factory.SubFactory(LocationFactory)


class StaffRecordFactory(DjangoModelFactory):
    class Meta:
        model = "schools.StaffRecord"
        skip_postgeneration_save = True

    class Params:
        at_work = factory.Trait(
            ground=factory.RelatedFactory(
                "tests.factories.schools.BasisFactory", factory_related_name="appointment__staff"
            )
        )

    board = factory.SubFactory(BoardFactory)
    person = factory.SubFactory(PersonFactory, number=factory.LazyFunction(names.new_number))
    staff_number = factory.Sequence(lambda n: f"P-{10000 + n}")
    family_name = factory.SelfAttribute("person.family_name")
    given_names = factory.SelfAttribute("person.given_names")
    birth_date = factory.SelfAttribute("person.birth_date")
    email = factory.Sequence(lambda n: f"leraar{n}@school.example")
    sort_key = factory.LazyAttribute(
        lambda staff: names.sort_key(family_name=staff.family_name, given_names=staff.given_names)
    )


class AppointmentFactory(DjangoModelFactory):
    class Meta:
        model = "schools.Appointment"

    staff = factory.SubFactory(StaffRecordFactory)
    location = factory.SubFactory(
        LocationFactory,
        board=factory.LazyAttribute(lambda location: location.factory_parent.staff.board),
    )
    category = 9
    kind = 1
    fte = Decimal("0.8")
    since = date(2025, 8, 1)
    employed_since = factory.SelfAttribute("since")


class BasisFactory(DjangoModelFactory):
    class Meta:
        model = "schools.AppointmentBasis"

    appointment = factory.SubFactory(AppointmentFactory)
    code = "VO-GET"
    subject_areas = ["WIS"]
    since = factory.SelfAttribute("appointment.since")


class DeliveryFactory(DjangoModelFactory):
    """A delivery that waits for the officer's choice; the traits are the other statuses."""

    class Meta:
        model = "schools.Delivery"

    class Params:
        received = factory.Trait(status=DeliveryStatus.RECEIVED, checked_at=None)
        approved = factory.Trait(
            status=DeliveryStatus.APPROVED,
            choice="all",
            approved_by=factory.SelfAttribute("handed_in_by"),
            approved_at=datetime(2026, 11, 21, 9, 50, tzinfo=UTC),
        )
        applied = factory.Trait(
            approved=True,
            status=DeliveryStatus.APPLIED,
            applied_at=datetime(2026, 11, 21, 9, 51, tzinfo=UTC),
        )
        discarded = factory.Trait(status=DeliveryStatus.DISCARDED)

    board = factory.SubFactory(BoardFactory)
    kind = DeliveryKind.CHANGES
    on = date(2026, 11, 21)
    file_name = "personeel-2026-11.csv"
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    status = DeliveryStatus.CHECKED
    handed_in_by = factory.SubFactory(
        PersonFactory, hr_officer=True, role__organisation=factory.SelfAttribute("...board")
    )
    checked_at = datetime(2026, 11, 21, 9, 42, tzinfo=UTC)
    preview_digest = "0" * 64


class DisputeFactory(DjangoModelFactory):
    class Meta:
        model = "schools.Dispute"

    staff = factory.SubFactory(StaffRecordFactory)
    field = "voornamen"
    message = "Mijn naam is Anna-Maria, met streepje."
    answer_before = date(2026, 12, 21)


class TakeoverFactory(DjangoModelFactory):
    """A takeover of everything of a board by another one, not confirmed yet."""

    class Meta:
        model = "schools.Takeover"

    source = factory.SubFactory(BoardFactory)
    target = factory.SubFactory(BoardFactory)
    on = date(2027, 1, 1)
    entered_by = factory.SubFactory(PersonFactory, administrator=True)


class OverlapFactory(DjangoModelFactory):
    """Appointments of one person that add up to 1.5 fte."""

    class Meta:
        model = "schools.Overlap"

    person = factory.SubFactory(PersonFactory, teacher=True)
    kind = "size"
    total = Decimal("1.5")
    until = date(2026, 11, 21)


FIRST_BORN = date(1960, 1, 1)
CELLS = {
    "vestiging": "00AB00",
    "personeelsnummer": "P-1",
    "bsn": valid_bsn(1),
    "geslachtsnaam": "Bakker",
    "voorvoegsel": "",
    "voornamen": "Noor",
    "geboortedatum": "1990-04-12",
    "geslacht": "V",
    "email": "n.bakker@school.example",
    "functiecategorie": "9",
    "aard_arbeidsrelatie": "1",
    "betrekkingsomvang": "0,8",
    "grondslagcode": "VO-GET",
    "onderwijsterreinen": "",
    "begin": "2026-11-01",
    "einde": "",
    "mutatiesoort": "N",
    "mutatiedatum": "2026-11-01",
}


def another(row: dict[str, str]) -> dict[str, str]:
    """Return another date of birth for a row with its own staff number and BSN: another person."""
    if "personeelsnummer" not in row or row.get("bsn", CELLS["bsn"]) == CELLS["bsn"]:
        return {}
    digits = "".join(sign for sign in row["bsn"] if sign.isdecimal()) or "0"
    return {"geboortedatum": (FIRST_BORN + timedelta(days=int(digits) % 9973)).isoformat()}


def staff_file(*rows: dict[str, str]) -> bytes:
    """Return a delivery as CSV: each row gives the cells in which it differs from ``CELLS``."""
    text = StringIO()
    writer = csv.DictWriter(text, CELLS, delimiter=";")
    writer.writeheader()
    writer.writerows(CELLS | another(row) | row for row in rows)
    return text.getvalue().encode()
