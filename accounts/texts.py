"""Texts with blanks: words that people edit, into which we fill names, days and links.

A blank is a name between braces, as “{naam}”. There is nothing else: no conditions, no
arithmetic, no template engine, so that an editor can break nothing and read nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format

from .choices import Language
from .models import ChosenLanguage, MessageText, Person

BLANK = re.compile(r"\{([a-z_]+)\}")
EMPTY_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Words:
    """A message as it is sent: filled in, in one language, made from one version of its text."""

    subject: str
    body: str
    language: str = Language.DUTCH
    text: MessageText | None = None


def words_for(person: Person, code: str, *, on: date, values: Mapping[str, Any]) -> Words:
    """Write a message to somebody in their own language, from the text in force on a day."""
    text = MessageText.objects.in_force(code, on=on)
    return written(text, language_of(person), values)


def language_of(person: Person) -> str:
    """Return the language that somebody chose for our messages, else Dutch."""
    chosen = ChosenLanguage.objects.filter(person=person).values_list("language", flat=True)
    return chosen.first() or Language.DUTCH


def written(text: MessageText, language: str, values: Mapping[str, Any]) -> Words:
    """Fill in a text in one of its languages: days are written out, what is lazy is translated."""
    subject, body = text.parts(language)
    with translation.override(language):
        shown = {name: _shown(value) for name, value in values.items()}
    line = " ".join(filled(subject, shown).split())
    return Words(line, filled(body, shown), language, text)


def filled(text: str, values: Mapping[str, str]) -> str:
    """Put values into the blanks. What is filled in is never read for blanks again, and a
    paragraph of which nothing is left does not leave a hole.
    """
    result = BLANK.sub(lambda blank: values[blank[1]], text)
    return EMPTY_LINES.sub("\n\n", result).strip() + "\n"


def blanks(text: str) -> set[str]:
    """Return the names of the blanks in a text."""
    return set(BLANK.findall(text))


def has_stray_brace(text: str) -> bool:
    """Tell whether a text has a brace that is no part of a blank."""
    return not {"{", "}"}.isdisjoint(BLANK.sub("", text))


def _shown(value: object) -> str:
    return date_format(value, "j F Y") if isinstance(value, date) else str(value)
