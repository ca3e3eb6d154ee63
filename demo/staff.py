"""The staff file of the demo's board: sixty made-up people, and a month later six faults."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from .names import FAMILY, GIVEN, fictitious_bsn

COLUMNS = (
    "vestiging;personeelsnummer;bsn;geslachtsnaam;voorvoegsel;voornamen;geboortedatum;geslacht;"
    "email;functiecategorie;aard_arbeidsrelatie;betrekkingsomvang;grondslagcode;onderwijsterreinen;"
    "begin;einde;mutatiesoort;mutatiedatum"
).split(";")
PEOPLE = 60
SUBJECTS = ["NED", "ENG", "WIS", "GES", "BIO", "AAR", "DUI", "NAT"]

Row = dict[str, str]


def staff_file(*, on: date, began: date) -> bytes:
    """Return the first delivery: everybody, appointed on ``began``."""
    return _written(_everybody(on=on, began=began))


def next_file(*, on: date, began: date) -> bytes:
    """Return the delivery of a month later: a few changes, and six rows with a fault."""
    people = list(_everybody(on=on, began=began))
    changed = [
        {**people[0], "betrekkingsomvang": "0,9000", "mutatiesoort": "W"},
        {**people[1], "geslachtsnaam": "Groot-Smit", "voorvoegsel": "de", "mutatiesoort": "W"},
        {**people[2], "einde": _iso(on), "mutatiesoort": "B"},
    ]
    faults = [
        {**people[3], "bsn": "900000001"},
        {**people[22], "grondslagcode": "VO-VERV", "einde": _iso(on + timedelta(days=520))}
        | {"mutatiesoort": "N", "begin": _iso(on), "onderwijsterreinen": "NAT"},
        {**people[23], "grondslagcode": "VO-GETT"},
        {**people[24], "grondslagcode": "VO-VAC", "onderwijsterreinen": ""}
        | {"mutatiesoort": "N", "begin": _iso(on), "einde": _iso(on + timedelta(days=300))},
        {**people[25], "betrekkingsomvang": "12,0"},
        {**people[26], "vestiging": "99ZD00"},
    ]
    signals = [{**people[27], "betrekkingsomvang": "1,05", "mutatiesoort": "W"}]
    newcomers = [_person(PEOPLE + n, on=on, began=on) for n in range(4)]
    for row in (*changed, *faults, *signals, *newcomers):
        row["mutatiedatum"] = _iso(on)
    return _written([*people[4:20], *changed, *faults, *signals, *newcomers])


def _everybody(*, on: date, began: date) -> Iterator[Row]:
    return (_person(n, on=on, began=began) for n in range(PEOPLE))


def _person(n: int, *, on: date, began: date) -> Row:
    prefix, family = FAMILY[n % len(FAMILY)]
    return {
        "personeelsnummer": f"P-{10311 + n * 7}",
        "bsn": fictitious_bsn(n),
        "geslachtsnaam": family,
        "voorvoegsel": prefix,
        "voornamen": GIVEN[n % len(GIVEN)],
        "geboortedatum": _iso(date(1962 + n % 38, 1 + n % 12, 1 + n % 28)),
        "geslacht": "",
        "email": f"personeel{n}@rijnenheuvel.example",
        "aard_arbeidsrelatie": "1",
        "betrekkingsomvang": ["0,8000", "1,0000", "0,6000", "0,5000"][n % 4],
        "mutatiesoort": "N",
        "mutatiedatum": _iso(on),
        **_work(n, on=on, began=began),
    }


def _work(n: int, *, on: date, began: date) -> Row:
    """Return where and on what ground the n-th person works."""
    qualified = {"begin": _iso(began), "einde": ""}
    subject = SUBJECTS[n % len(SUBJECTS)]
    temporary = {"begin": _iso(on - timedelta(days=200)), "einde": _iso(on + timedelta(days=90))}
    match n:
        case _ if n < 20 or n >= 52:
            place = {"vestiging": "99ZC00", "functiecategorie": "9"}
            ground = {"grondslagcode": "VO-GET", "onderwijsterreinen": subject}
        case _ if n < 40:
            place = {"vestiging": ["99ZC00", "99ZA00"][n % 2], "functiecategorie": "89"[n % 2 == 0]}
            codes = ["VO-GET", "PO-GET"]
            ground = {"grondslagcode": codes[n % 2], "onderwijsterreinen": subject * (n % 2 == 0)}
        case _ if n < 46:
            place = {"vestiging": "99ZC00", "functiecategorie": "9"}
            ground = {"grondslagcode": "VO-VERV", "onderwijsterreinen": subject}
            qualified = temporary
        case _:
            place = {"vestiging": "99ZA00", "functiecategorie": "12"}
            ground = {"grondslagcode": "PO-OOP", "onderwijsterreinen": ""}
    return {**place, **ground, **qualified}


def _written(rows: Iterable[Mapping[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _iso(day: date) -> str:
    return day.isoformat()
