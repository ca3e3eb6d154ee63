"""Text as people write it, without what they cannot see in it."""

import unicodedata
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What pasting from a web page or a document brings along, and no reader misses.
PASTED = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
ALLOWED = frozenset("\n\r\t\u200d")  # the last one joins two emoji
LONGEST_KEY = 18  # figures of the largest that a row can have
UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})


def clean_text(text: str) -> str:
    """Compose accents and leave out what pasting brought along.

    Raises ``ValidationError`` where a character is left that nobody sees: it can turn the order of
    words around, or make two titles look the same.
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
    """Return the key of a row as a page sent it; 0, which no row has, for anything else.

    Python refuses to read a number of thousands of figures.
    """
    return int(text) if text.isdecimal() and len(text) <= LONGEST_KEY else 0


def row_keys(texts: Iterable[str]) -> list[int]:
    """Return the keys among these."""
    return [key for text in texts if (key := row_key(text))]


def clean_file_name(name: str, *, longest: int = 200) -> str:
    """Return what a page may show of the name that a file had on somebody's computer."""
    return "".join(filter(str.isprintable, name))[:longest]
