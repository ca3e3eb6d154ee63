"""Rows of staff data for tests: a good one, of which a test changes what it is about."""

from collections.abc import Iterable
from datetime import date

from schools.rules import (
    CheckedRow,
    HeldBasis,
    Known,
    KnownLocation,
    Problem,
    RawRow,
    Row,
    Sector,
    Tenure,
    check_file,
    check_row,
)

from .codelists import CODES

BOARD = "41234"
TODAY = date(2026, 11, 21)
GOOD = {
    "vestiging": "20VO00",
    "personeelsnummer": "P-10001",
    "bsn": "999990019",
    "geslachtsnaam": "Groot",
    "voorvoegsel": "de",
    "voornamen": "Anna Maria",
    "geboortedatum": "1985-12-31",
    "geslacht": "V",
    "email": "a.degroot@school.example",
    "functiecategorie": "9",
    "aard_arbeidsrelatie": "1",
    "betrekkingsomvang": "0,8000",
    "grondslagcode": "VO-GET",
    "onderwijsterreinen": "",
    "begin": "2020-08-01",
    "einde": "",
    "mutatiesoort": "N",
    "mutatiedatum": "2026-11-01",
}


def location(code: str, sector: Sector, *tenures: Tenure) -> KnownLocation:
    return KnownLocation(code, sector, tenures or (Tenure(BOARD, None, None),))


KNOWN = Known(
    BOARD,
    {
        place.code: place
        for place in (
            location("10PO00", Sector.PRIMARY),
            location("15SO00", Sector.SPECIAL),
            location("20VO00", Sector.SECONDARY),
            location("20VO01", Sector.SECONDARY),
            location("30MB00", Sector.VOCATIONAL),
            location("20VO02", Sector.SECONDARY, Tenure("49999", None, None)),
            location(
                "20VO03",
                Sector.SECONDARY,
                Tenure("49999", None, date(2022, 8, 1)),
                Tenure(BOARD, date(2022, 8, 1), date(2025, 8, 1)),
            ),
        )
    },
)


def raw(number: int = 2, **cells: str) -> RawRow:
    return RawRow.from_mapping(number, GOOD | cells)


def checked(number: int = 2, **cells: str) -> CheckedRow:
    return check_row(raw(number, **cells), codes=CODES, known=KNOWN, on=TODAY)


def read(**cells: str) -> Row:
    """Read a row that has nothing wrong."""
    outcome = checked(**cells)
    assert outcome.problems == ()
    assert outcome.row is not None
    return outcome.row


def codes_of(problems: Iterable[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def found(**cells: str) -> list[str]:
    """The codes of what is wrong with a row."""
    return codes_of(checked(**cells).problems)


def findings(*rows: dict[str, str], held: Iterable[HeldBasis] = ()) -> dict[int, list[str]]:
    """The codes of what is said of rows in one file; they are numbered from 2."""
    checked_rows = [checked(number, **cells) for number, cells in enumerate(rows, 2)]
    found = check_file(checked_rows, codes=CODES, held=held)
    return {number: codes_of(problems) for number, problems in sorted(found.problems.items())}
