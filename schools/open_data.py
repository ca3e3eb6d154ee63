"""DUO's open data of boards, institutions and locations: bytes → records. No database.

The layouts are in domain.md §9.4: old and new header names, cp1252 and UTF-8, ``;`` and ``,``,
and a single space for an empty cell.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO

from .rules import Sector

_NAMES = {
    "board": ["BEVOEGD GEZAG NUMMER"],
    "board_name": ["BEVOEGD GEZAG NAAM"],
    "brin": ["BRIN NUMMER", "BRINNUMMER", "INSTELLINGSCODE"],
    "school_name": ["INSTELLINGSNAAM"],
    "code": ["VESTIGINGSNUMMER", "VESTIGINGSCODE"],
    "location_name": ["VESTIGINGSNAAM"],
    "street": ["STRAATNAAM"],
    "house_number": ["HUISNUMMER-TOEVOEGING"],
    "postcode": ["POSTCODE"],
    "town": ["PLAATSNAAM"],
    "municipality": ["GEMEENTENAAM"],
    "province": ["PROVINCIE"],
    "denomination": ["DENOMINATIE"],
}
_MEANING = {name: meaning for meaning, names in _NAMES.items() for name in names}
ADDRESS = ["street", "house_number", "postcode", "town", "municipality", "province", "denomination"]
_SECTOR_IN_NAME = [
    (Sector.VOCATIONAL, re.compile(r"mbo|beroeps")),
    (Sector.SECONDARY, re.compile(r"(?<![a-z])vo(?![a-z])|(?:gen|ren|len)vo|voortgezet")),
    (Sector.SPECIAL, re.compile(r"(?<![a-z])v?so(?![a-z])|(?:gen|ren|len)v?so|speciaal")),
    (Sector.PRIMARY, re.compile(r"(?<![a-z])[bp]o(?![a-z])|(?:gen|ren|len)[bp]o|basis|primair")),
]
_BOARD = re.compile(r"\d{5}")
_BRIN = re.compile(r"\d{2}[A-Z]{2}")
_LOCATION = re.compile(r"\d{2}[A-Z]{2}\d{2}")
_PROVINCES = frozenset(["CA", "DR", "FR", "GLD", "GN", "LB", "NB", "NH", "OV", "UT", "ZH", "ZLD"])
_SMALL_WORDS = frozenset(
    [
        "aan",
        "bij",
        "de",
        "den",
        "der",
        "en",
        "het",
        "in",
        "op",
        "over",
        "onder",
        "te",
        "ten",
        "ter",
        "van",
        "voor",
    ]
)


class OpenDataFault(Exception):
    """A file is not one of DUO's; the message says where it goes wrong."""


@dataclass(frozen=True)
class BoardRecord:
    number: str
    name: str


@dataclass(frozen=True)
class SchoolRecord:
    brin: str
    name: str


@dataclass(frozen=True)
class LocationRecord:
    code: str
    board: str
    name: str
    address: Mapping[str, str] = field(hash=False)

    @property
    def brin(self) -> str:
        return self.code[:4]


@dataclass(frozen=True)
class OpenFile:
    """What one file tells. ``sector`` is None where its name does not say it."""

    sector: Sector | None
    boards: tuple[BoardRecord, ...] = ()
    schools: tuple[SchoolRecord, ...] = ()
    locations: tuple[LocationRecord, ...] = ()


def read(name: str, data: bytes) -> OpenFile:
    """Read one file; what it holds is known from its header. Raises OpenDataFault."""
    columns, rows = _table(name, data)
    sector = _sector_in(name)
    if "code" in columns:
        locations = tuple(_location(name, number, row) for number, row in rows)
        return OpenFile(sector, locations=locations)
    if "brin" in columns:
        return _institutions(name, sector, rows)
    return OpenFile(sector, boards=tuple(_board(name, number, row) for number, row in rows))


def place_name(text: str) -> str:
    """Write a town that came in capitals the way people do: “Bergen op Zoom”, “’s-Gravenhage”."""
    if not text.isupper():
        return text
    return " ".join(_written(word, first=not place) for place, word in enumerate(text.split()))


def _written(word: str, *, first: bool) -> str:
    if word in _PROVINCES:
        return word
    if word.lower() in _SMALL_WORDS and not first:
        return word.lower()
    return "-".join(_capital(part) for part in word.lower().split("-"))


def _capital(part: str) -> str:
    if part in ("'s", "'t") or not part:
        return part
    return "IJ" + part[2:] if part.startswith("ij") else part[0].upper() + part[1:]


def _table(name: str, data: bytes) -> tuple[dict[str, int], Iterator[tuple[int, dict[str, str]]]]:
    """Return the columns that mean something to us, and the rows with their number in the file."""
    text = _text(data)
    first = text.partition("\n")[0]
    separator = ";" if first.count(";") >= first.count(",") else ","
    lines = csv.reader(StringIO(text, newline=""), delimiter=separator)
    columns: dict[str, int] = {}
    for place, title in enumerate(next(lines, [])):
        meaning = _MEANING.get(title.strip().upper())
        if meaning:
            columns.setdefault(meaning, place)
    if "board" not in columns or not columns.keys() & {"code", "brin", "board_name"}:
        raise OpenDataFault(f"{name}: this is not a file of boards, schools or locations of DUO")
    return columns, _rows(lines, columns)


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return text.replace("\0", "")


def _rows(
    lines: Iterator[list[str]], columns: Mapping[str, int]
) -> Iterator[tuple[int, dict[str, str]]]:
    for number, cells in enumerate(lines, start=2):
        if any(cell.strip() for cell in cells):
            yield (
                number,
                {
                    meaning: " ".join(cells[place].split()) if place < len(cells) else ""
                    for meaning, place in columns.items()
                },
            )


def _sector_in(name: str) -> Sector | None:
    stem = name.rpartition("/")[2].lower()
    return next((sector for sector, word in _SECTOR_IN_NAME if word.search(stem)), None)


def _institutions(
    name: str, sector: Sector | None, rows: Iterable[tuple[int, dict[str, str]]]
) -> OpenFile:
    """Vocational institutions have no file of locations: each is its own main location."""
    schools, locations = [], []
    for number, row in rows:
        brin = _checked(name, number, "institution", _BRIN, row["brin"].upper())
        board = _board_number(name, number, row)
        schools.append(SchoolRecord(brin, row.get("school_name", "")))
        if sector is Sector.VOCATIONAL:
            main = LocationRecord(f"{brin}00", board, row.get("school_name", ""), _address(row))
            locations.append(main)
    return OpenFile(sector, schools=tuple(schools), locations=tuple(locations))


def _location(name: str, number: int, row: Mapping[str, str]) -> LocationRecord:
    code = _checked(name, number, "location", _LOCATION, row["code"].upper())
    board = _board_number(name, number, row)
    return LocationRecord(code, board, row.get("location_name", ""), _address(row))


def _board(name: str, number: int, row: Mapping[str, str]) -> BoardRecord:
    return BoardRecord(_board_number(name, number, row), row["board_name"])


def _address(row: Mapping[str, str]) -> dict[str, str]:
    address = {part: row.get(part, "") for part in ADDRESS}
    for part in ("town", "municipality"):
        address[part] = place_name(address[part])
    return address


def _board_number(name: str, number: int, row: Mapping[str, str]) -> str:
    """A spreadsheet takes leading zeros away."""
    return _checked(name, number, "board", _BOARD, row["board"].zfill(5))


def _checked(name: str, number: int, what: str, shape: re.Pattern[str], text: str) -> str:
    if not shape.fullmatch(text):
        raise OpenDataFault(f"{name}, row {number}: {text!r} is not the number of a {what}")
    return text
