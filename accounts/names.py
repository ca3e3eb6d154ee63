"""Names of people and how they sort; registration numbers and how they are made."""

import secrets
import unicodedata

from stdnum.iso7064 import mod_11_10

NUMBER_LENGTH = len("LR") + 10
_DOTLESS_I = "\N{LATIN SMALL LETTER DOTLESS I}"
_SPECIAL = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", _DOTLESS_I: "i"}
)


def plain(text: str) -> str:
    """Return a text in lower case without accents, for sorting and searching.

    Stored, because the embedded database has no language-aware collation.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_SPECIAL))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def sort_key(*, family_name: str, given_names: str) -> str:
    """Return the key under which a person is listed: family name without prefix, then given
    names (the Dutch way: “de Groot” is listed under the G).
    """
    return f"{plain(family_name)} {plain(given_names)}".strip()[:250]


def whole_name(*parts: str) -> str:
    """Write given names, prefix and family name as one name; each of them may be empty."""
    return " ".join(part for part in parts if part)


def new_number() -> str:
    """Return a random registration number: LR, nine digits, a check digit (ISO 7064 MOD 11,10)."""
    digits = f"{secrets.randbelow(10**9):09}"
    return f"LR{digits}{mod_11_10.calc_check_digit(digits)}"


def is_number(text: str) -> bool:
    """Tell whether a text is a registration number with a right check digit."""
    return len(text) == NUMBER_LENGTH and text.startswith("LR") and mod_11_10.is_valid(text[2:])


def grouped_number(number: str) -> str:
    """Format a registration number in groups, LR 615 793 021 4; an empty one stays empty."""
    parts = (number[:2], number[2:5], number[5:8], number[8:11], number[11:])
    return " ".join(part for part in parts if part)
