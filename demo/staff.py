"""The staff file of the demo's board: sixty made-up people, and a month later six faults."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from schools.rules import COLUMNS

from .names import FAMILY, GIVEN, fictitious_bsn

PEOPLE = 60
SUBJECTS = ["NED", "ENG", "WIS", "GES", "BIO", "AAR", "DUI", "NAT"]
# From which person on: location, function and ground.
WORK = [
    (0, "99ZC00", "9", "VO-GET"),
    (30, "99ZA00", "8", "PO-GET"),
    (44, "99ZC00", "9", "VO-VERV"),
    (48, "99ZA00", "12", "PO-OOP"),
    (54, "99ZB00", "8", "PO-GET"),
]

# When who replaces somebody leaves: seven weeks later that is within one, three and six months.
PASSING = (69, 129, 199, 219)  # days

Row = dict[str, str]


def staff_file(*, on: date, began: date) -> bytes:
    """Return the first delivery: everybody who has been there since ``began``."""
    return written(row for row in _everybody(on=on, began=began) if not row["einde"])


def passing_file(*, on: date) -> bytes:
    """Return the delivery of those who came to replace somebody."""
    return written(row for row in _everybody(on=on, began=on) if row["einde"])


def next_file(*, on: date, began: date) -> bytes:
    """Return the delivery of a month later: a few changes, and six rows with a fault."""
    people = list(_everybody(on=on, began=began))
    changed = [
        {**people[0], "betrekkingsomvang": "0,9000", "mutatiesoort": "W"},
        {**people[1], "geslachtsnaam": "Groot-Smit", "voorvoegsel": "de", "mutatiesoort": "W"},
        {**people[28], "einde": _iso(on), "mutatiesoort": "B"},
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
    newcomers = [person(PEOPLE + n, on=on, began=on) for n in range(4)]
    for row in (*changed, *faults, *signals, *newcomers):
        row["mutatiedatum"] = _iso(on)
    return written([*people[4:20], *changed, *faults, *signals, *newcomers])


def _everybody(*, on: date, began: date) -> Iterator[Row]:
    return (person(n, on=on, began=began) for n in range(PEOPLE))


def person(n: int, *, on: date, began: date) -> Row:
    """Return the cells of the n-th made-up member of staff."""
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
    place, category, code = next(work for first, *work in reversed(WORK) if n >= first)
    lasting = {"begin": _iso(began), "einde": ""}
    last_day = on + timedelta(days=PASSING[n % len(PASSING)])
    passing = {"begin": _iso(on - timedelta(days=120)), "einde": _iso(last_day)}
    return {
        "vestiging": place,
        "functiecategorie": category,
        "grondslagcode": code,
        "onderwijsterreinen": SUBJECTS[n % len(SUBJECTS)] if code.startswith("VO") else "",
        **(passing if code == "VO-VERV" else lasting),
    }


def written(rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return rows as a file with our columns."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _iso(day: date) -> str:
    return day.isoformat()
