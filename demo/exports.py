"""Deliveries that wait in the demo: a messy export, and a second board with shared staff."""

from collections.abc import Iterator
from datetime import date

from accounts.models import Organisation, Person
from accounts.services.mandates import grant_mandate
from schools.choices import DeliveryKind
from schools.models import Board
from schools.services.deliveries import upload

from .names import FAMILY, GIVEN, fictitious_bsn
from .staff import person, written

HEADER = [
    *("Medewerker", "Roepnaam", "Tussenvoegsel", "Geboortenaam", "Geb.datum", "Geslacht"),
    *("Sofinummer", "E-mail werk", "Brinvest", "Rol", "Type dienstverband", "Deeltijdfactor"),
    *("BaAp", "Sco1", "Sco2", "Ingangsdatum", "Einddatum", "Schaal"),
]
NEWCOMERS = range(80, 92)
AT_TWO_BOARDS = 29  # of the staff file of the first board, where this is a full job


def hand_in_export(board: Board, officer: Person, *, on: date) -> None:
    """Hand in an export as another system makes it: its columns wait to be named."""
    lines = ["Medewerkersoverzicht;;", ";".join(HEADER), *_lines(on=on)]
    upload(
        board,
        actor=officer,
        file_name="Medewerkers export.csv",
        data="\r\n".join(lines).encode("utf-16"),
        kind=DeliveryKind.CHANGES,
        on=on,
    )


def _lines(*, on: date) -> Iterator[str]:
    """Yield newcomers with codes of their system's own, a size in percents and a mistyped BSN."""
    for n in NEWCOMERS:
        prefix, family = FAMILY[n % len(FAMILY)]
        bsn = "900000001" if n == NEWCOMERS[3] else fictitious_bsn(n)
        size = "80" if n == NEWCOMERS[5] else "0,8"
        cells = [
            *(f"{n:05}", GIVEN[n % len(GIVEN)], prefix, family, f"1{n % 9}-04-1988", "", bsn),
            *(f"nieuw{n}@rijnenheuvel.example", "99ZC00", "D2", "Vast", size, "VO-GET"),
            *("WIS", "NAT" if n % 2 else "", f"{on:%d-%m-%Y}", "31-12-9999", "LB"),
        ]
        yield ";".join(cells)


def second_board_file(*, on: date) -> bytes:
    """Return the staff of a vocational school; one of them has a full job at another board."""
    rows = [
        {
            **person(n, on=on, began=on),
            "personeelsnummer": f"W-{n}",
            "vestiging": "99ZE00",
            "functiecategorie": "9",
            "grondslagcode": "MBO-HBO",
            "onderwijsterreinen": "",
            "einde": "",
            "betrekkingsomvang": "0,4000",
        }
        for n in (AT_TWO_BOARDS, 70, 71, 72)
    ]
    return written(rows)


def let_office_deliver(
    office: Organisation, board: Organisation, officer: Person, *, on: date
) -> None:
    """Let the office deliver for this board too."""
    grant_mandate(board, actor=officer, office=office, since=on, until=None, on=on)
