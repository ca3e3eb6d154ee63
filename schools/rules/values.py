"""Parsing the text of a cell: its value, or None if unreadable. The caller handles empty text.

Days and figures, which repeat within a file, are cached; names and BSNs are not.
"""

import re
import unicodedata
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from core.days import in_figures

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})|([0-9]{4})([0-9]{2})([0-9]{2})")
_DUTCH = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_SERIAL = re.compile(r"[1-9][0-9]{4}")
_MIDNIGHT = re.compile(r"(?:T| +)0{1,2}:00(?::00(?:[.,]0+)?)?Z?\Z")
_NUMBER = re.compile(r"(-?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+))( ?%)?")
_BSN_NOISE = str.maketrans("", "", " .-\u00a0")
_PLAIN_WORD = "[A-Za-zÀ-ÖØ-öø-ž'’.-]*[A-Za-zÀ-ÖØ-öø-ž.]"
_PLAIN_NAME = re.compile(f"{_PLAIN_WORD}(?: {_PLAIN_WORD})*")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")

FIRST_YEAR, LAST_YEAR = 1900, 2199
HUNDRED = 100
FTE_STEP = Decimal("0.0001")
DATE_LENGTH = 40
SERIAL_DAY_0 = date(1899, 12, 30)  # as spreadsheets count the days after February 1900
NUMBER_LENGTH = 20  # a spreadsheet writes 0,799999999999999
CODE_LENGTH = 2
BSN_LENGTH = 9
SUM_OF_WEIGHTS = 43
ZERO = ord("0")
EMAIL_LENGTH = 254
NAME_MARKS = frozenset(" '’\u2018`\u00b4.-,/()")


def read_date(text: str) -> date | None:
    """Read a day as 2026-08-01, 20260801, 1-8-2026, 1 aug 2026 or 46235, as spreadsheets count.

    It may have the time of midnight, which many systems write. Another time is refused: it may be
    midnight of another zone, and so of another day.
    """
    return _remembered_date(text) if len(text) <= DATE_LENGTH else None


def without_midnight(text: str) -> str:
    """Return a day without the time that an export wrote behind it, if that is midnight."""
    return _MIDNIGHT.sub("", text) if ":" in text else text


@lru_cache(maxsize=65536)
def _remembered_date(text: str) -> date | None:
    text = without_midnight(text)
    if _SERIAL.fullmatch(text):
        return SERIAL_DAY_0 + timedelta(days=int(text))
    year, month, day = _parts(text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _parts(text: str) -> tuple[int, int, int]:
    """Return year, month and day; zeros if the text has none."""
    if match := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups() if part is not None)
        return year, month, day
    if match := _DUTCH.fullmatch(in_figures(text)):
        return int(match[4]), int(match[3]), int(match[1])
    return 0, 0, 0


class Figure(NamedTuple):
    fte: Decimal
    rounded: bool


def read_fte(text: str) -> Figure | None:
    """Read a figure with a comma or a point, or a percentage, rounded to four decimals.

    Source: domain.md §4.1, field 19.
    """
    return _remembered_fte(text) if len(text) <= NUMBER_LENGTH else None


@lru_cache(maxsize=16384)
def _remembered_fte(text: str) -> Figure | None:
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    number, percent = match.groups()
    exact = Decimal(number.replace(",", ".")) / (HUNDRED if percent else 1)
    rounded = exact.quantize(FTE_STEP, ROUND_HALF_UP)
    return Figure(rounded, rounded != exact)


def read_whole(text: str) -> int | None:
    """Read a code of one or two digits, such as 8 or 08."""
    return int(text) if len(text) <= CODE_LENGTH and text.isascii() and text.isdigit() else None


def read_bsn(text: str) -> str | None:
    """Read the nine digits of a BSN and put back the leading zero that a spreadsheet took away."""
    if len(text) != BSN_LENGTH:
        text = text.translate(_BSN_NOISE)
        text = text.zfill(BSN_LENGTH) if len(text) == BSN_LENGTH - 1 else text
    return text if len(text) == BSN_LENGTH and text.isdigit() and text.isascii() else None


def passes_eleven_test(bsn: str) -> bool:
    """Tell whether nine digits can be a BSN (domain.md §9.1)."""
    a, b, c, d, e, f, g, h, i = bsn.encode()  # character codes: each is its digit plus ZERO
    total = 9 * a + 8 * b + 7 * c + 6 * d + 5 * e + 4 * f + 3 * g + 2 * h - i
    return (total - SUM_OF_WEIGHTS * ZERO) % 11 == 0 and bsn != "000000000"


def read_text(text: str) -> str:
    """Normalise whitespace and compose accents, so that equal names are equal."""
    joined = " ".join(text.split())
    return joined if joined.isascii() else unicodedata.normalize("NFC", joined)


def is_plain_name(text: str) -> bool:
    """Tell whether a name is Latin letters, single spaces and hyphens, as nearly all are."""
    return _PLAIN_NAME.fullmatch(text) is not None


def is_readable_name(name: str) -> bool:
    """Tell whether a text holds a letter and nothing that cannot be printed."""
    return any(char.isalpha() for char in name) and name.isprintable()


def odd_character(name: str) -> str:
    """Return the first character that names seldom have, such as a digit or ``<``; else nothing."""
    return next((char for char in name if not _belongs_in_name(char)), "")


def _belongs_in_name(char: str) -> bool:
    return char.isalpha() or char in NAME_MARKS or unicodedata.category(char).startswith("M")


def is_email(text: str) -> bool:
    return len(text) <= EMAIL_LENGTH and text.isprintable() and bool(_EMAIL.fullmatch(text))
