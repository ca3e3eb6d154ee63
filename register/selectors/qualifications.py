"""The names of qualifications."""

from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache

from django.utils.text import capfirst
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from register.models import Qualification
from schools import choices, rules
from schools.selectors.codes import code_list, title_of


@cache
def codes() -> rules.CodeList:
    """Return the code lists; they change with a release, so a process reads them once."""
    return code_list()


def qualification_name(row: Qualification, *, language: str = "") -> str:
    """Return the name of a qualification, in a language or in that of the page.

    For instance “Nederlands, voortgezet onderwijs”.
    """
    return name_of(row.sector, row.subject, row.checked_on, language or get_language() or "")


@lru_cache(maxsize=10_000)
def name_of(sector: str, subject: str, on: date, language: str) -> str:
    with override(language):
        place = choices.Sector(sector).label
        if not subject:
            return _("%(sector)s, subject not stated") % {"sector": capfirst(place)}
        return f"{capfirst(_subject_name(subject, rules.Sector(sector), on))}, {place}"


def subject_names(areas: Iterable[str], sector: rules.Sector, *, on: date) -> list[str]:
    """Return the names of subject areas, each with its free-text part: “BVK:metselen”."""
    return [_subject_name(area, sector, on) for area in areas]


def _subject_name(text: str, sector: rules.Sector, on: date) -> str:
    code, _colon, word = text.partition(":")
    area = codes().area(code, sector=sector, on=on)
    if area is None:
        return text
    return f"{title_of(area)}: {word}" if word else title_of(area)
