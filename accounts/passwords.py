"""Which passwords are refused beside what Django refuses: words of this field, and leaked ones."""

import hashlib
import os
import re
from bisect import bisect_left
from functools import cache
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .names import plain

WORDS = Path(__file__).parent / "data" / "password_words.txt"
ENOUGH_LETTERS = 6  # beside words of this field: about a word of one's own
WRITTEN_AS = {"a": "a4@", "e": "e3", "i": "i1!", "l": "l1", "o": "o0", "s": "s5$", "t": "t7"}
SHA1_LENGTH = 40


class FieldWordsValidator:
    """Refuse what is made of words of this field, with figures and signs around them.

    “Lerarenregister2026!” is; “mijn school heeft een rood dak” is not, for it has letters enough
    of its own. Figures and signs that look like a letter are read as that letter.
    """

    def validate(self, password: str, user: object = None) -> None:
        rest, found = _any_word().subn("", plain(password))
        if found and sum(one.isalpha() for one in rest) < ENOUGH_LETTERS:
            raise ValidationError(
                _(
                    "This password is too easy to guess: it is made of words of education or this "
                    "register. Choose other words."
                ),
                code="password_of_field_words",
            )

    def get_help_text(self) -> str:
        return _("Your password can’t be made of words of education or this register.")


class LeakedPasswordValidator:
    """Refuse what is in the file of leaked passwords, where the operator has one.

    ``LEAKED_PASSWORDS_FILE`` is the set of Have I Been Pwned as its downloader writes it: a line
    for each password, its SHA-1 in capitals and how often it was seen, in the order of the hashes.
    """

    def validate(self, password: str, user: object = None) -> None:
        path = settings.LEAKED_PASSWORDS_FILE
        if path and is_in(path, password):
            raise ValidationError(
                _("This password was found in a data leak at another site. Choose another one."),
                code="password_leaked",
            )

    def get_help_text(self) -> str:
        return _("Your password can’t be one that was found in a data leak.")


def is_in(path: str, password: str) -> bool:
    """Look a password up by halves: some forty short reads in a file of any size."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with Path(path).open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        place = bisect_left(range(size), wanted, key=lambda at: _hash_from(file, at))
        return _hash_from(file, place) == wanted


def _hash_from(file: BinaryIO, at: int) -> bytes:
    """Return the hash of the first line that begins here or later, past all others at the end."""
    file.seek(max(at - 1, 0))
    if at:
        file.readline()
    return file.readline()[:SHA1_LENGTH] or b"~"


@cache
def _any_word() -> re.Pattern[str]:
    lines = WORDS.read_text().splitlines()
    words = sorted((one for one in lines if one and one[0] != "#"), key=len, reverse=True)
    ways = {letter: f"[{re.escape(signs)}]" for letter, signs in WRITTEN_AS.items()}
    return re.compile("|".join("".join(ways.get(one, one) for one in word) for word in words))
