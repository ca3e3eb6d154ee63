"""What a note means for somebody's work, in words, from the dated configuration."""

import json
from datetime import date
from functools import cache
from pathlib import Path

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from register import rules
from register.choices.registrations import NoteEffect

DATA = Path(__file__).parent.parent / "data" / "note_effects.json"


def note_consequences(*, on: date, language: str = "") -> tuple[str, ...]:
    """Return what a note means on this day and is known to mean later, one sentence for each."""
    with translation.override(language or translation.get_language()):
        return tuple(_sentence(effect, on=on) for effect in rules.effects_ahead(_effects(), on=on))


def _sentence(effect: rules.Effect, *, on: date) -> str:
    words = NoteEffect(effect.code).label
    if effect.since <= on:
        return str(words)
    day = date_format(effect.since, "j F Y")
    return _("From %(day)s: %(words)s") % {"day": day, "words": words}


@cache
def _effects() -> tuple[rules.Effect, ...]:
    rows = json.loads(DATA.read_text())
    return tuple(rules.Effect(date.fromisoformat(row["from"]), row["effect"]) for row in rows)
