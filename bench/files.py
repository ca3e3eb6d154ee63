"""A staff file of any length, and a board to deliver it."""

import csv
import io
from datetime import date

from accounts.choices import OrganisationKind, RoleKind
from accounts.models import Person, Role
from accounts.services.people import add_person, open_account
from demo.names import FAMILY, GIVEN, fictitious_bsn
from schools.models import Board, Governance, Location, School
from schools.rules import COLUMNS

FIRST = 400_000  # index of its first made-up BSN; demo and populate use lower ones
LOCATIONS = 200
ONE_IN = 100  # one row in so many is wrong
ON = date(2026, 11, 1)


def make_board(number: str) -> tuple[Board, Person]:
    """Make a board with locations, and an officer who may deliver for it."""
    board = Board.objects.create(
        kind=OrganisationKind.BOARD, name=f"Bestuur {number}", number=number
    )
    for n in range(LOCATIONS):
        brin = f"{number[-2:]}{chr(65 + n // 26)}{chr(65 + n % 26)}"
        school = School.objects.create(brin=brin)
        location = Location.objects.create(
            school=school, code=f"{brin}00", sector="po", name=brin, search_key=brin.lower()
        )
        Governance.objects.create(location=location, board=board)
    officer = add_person(actor=None, given_names="Karin", family_name="Veldhuis")
    open_account(officer, actor=None, email=f"hr{number}@example.nl", password="-")  # noqa: S106  nobody signs in
    Role.objects.create(
        person=officer, organisation=board, kind=RoleKind.HR_OFFICER, since=date(2020, 1, 1)
    )
    return board, officer


def staff_file(rows: int, *, number: str, first: int = FIRST) -> bytes:
    """Return a file of new people, one appointment each, one row in a hundred wrong.

    ``first`` is the index of their first made-up citizen service number.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for n in range(rows):
        writer.writerow(_row(n, number, first))
    return text.getvalue().encode()


def number_of(staff_number: str) -> str:
    """Return a registration number for a row; random ones would collide now and then."""
    return f"LR{staff_number[1:]:0>10}"


def _row(n: int, number: str, first: int) -> list[str]:
    prefix, family = FAMILY[n % len(FAMILY)]
    place = n % LOCATIONS
    wrong = n % ONE_IN == 0
    values = {
        "vestiging": f"{number[-2:]}{chr(65 + place // 26)}{chr(65 + place % 26)}00",
        "personeelsnummer": f"P{n:07}",
        "bsn": "123456789" if wrong else fictitious_bsn(first + n),
        "geslachtsnaam": family,
        "voorvoegsel": prefix,
        "voornamen": GIVEN[n % len(GIVEN)],
        "geboortedatum": f"19{59 + n % 41}-{1 + n % 12:02}-{1 + n % 28:02}",
        "geslacht": "MV"[n % 2],
        "email": f"p{n}@school.example",
        "functiecategorie": "8",
        "aard_arbeidsrelatie": "1",
        "betrekkingsomvang": "0,8000",
        "grondslagcode": "PO-GET",
        "onderwijsterreinen": "",
        "begin": "2026-08-01",
        "einde": "",
        "mutatiesoort": "N",
        "mutatiedatum": ON.isoformat(),
    }
    return [values[column] for column in COLUMNS]
