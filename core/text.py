"""Cleaning text that people typed or pasted, and keys that pages sent."""

import unicodedata
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Invisible characters that come along when pasting from a web page or document; nobody misses them.
PASTED = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
ALLOWED = frozenset("\n\r\t\u200d")  # the last one joins two emoji
LONGEST_KEY = 18  # digits that always fit in a bigint
UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})


def clean_text(text: str) -> str:
    """Compose accents and drop the invisible characters that pasting brings along.

    Raises ValidationError when an invisible character is left: it can reverse the order of words,
    or make two titles look the same.
    """
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text).translate(PASTED)
    unseen = next((char for char in text if _is_unseen(char)), "")
    if unseen:
        raise ValidationError(
            _("This text holds a sign that cannot be seen (%(sign)s). Type it instead of pasting."),
            code="unseen",
            params={"sign": f"U+{ord(unseen):04X}"},
        )
    return text


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in UNSEEN and char not in ALLOWED


def row_key(text: str) -> int:
    """Read the primary key that a page sent; return 0, which no row has, for anything else.

    The length is limited because Python refuses to parse a number of thousands of digits.
    """
    return int(text) if text.isdecimal() and len(text) <= LONGEST_KEY else 0


def row_keys(texts: Iterable[str]) -> list[int]:
    """Return the primary keys among these texts."""
    return [key for text in texts if (key := row_key(text))]


def clean_file_name(name: str, *, longest: int = 200) -> str:
    """Return the part of an uploaded file's name that a page may show."""
    return "".join(filter(str.isprintable, name))[:longest]
