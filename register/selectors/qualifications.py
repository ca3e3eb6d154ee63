"""What a qualification is called."""

from collections.abc import Iterable
from datetime import date
from functools import cache

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
    """Return what somebody is qualified for, in a language or in that of the page: “Nederlands,
    voortgezet onderwijs”.
    """
    with override(language or get_language()):
        sector = choices.Sector(row.sector).label
        if not row.subject:
            return _("%(sector)s, subject not stated") % {"sector": capfirst(sector)}
        [subject] = subject_names([row.subject], rules.Sector(row.sector), on=row.checked_on)
        return f"{capfirst(subject)}, {sector}"


def subject_names(areas: Iterable[str], sector: rules.Sector, *, on: date) -> list[str]:
    """Return what subject areas are called, each with its free word: “BVK:metselen”."""
    return [_subject_name(area, sector, on) for area in areas]


def _subject_name(text: str, sector: rules.Sector, on: date) -> str:
    code, _colon, word = text.partition(":")
    area = codes().area(code, sector=sector, on=on)
    if area is None:
        return text
    return f"{title_of(area)}: {word}" if word else title_of(area)
