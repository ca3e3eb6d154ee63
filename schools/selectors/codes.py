"""The code lists for the rules, and their titles."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils.translation import get_language

from schools import rules
from schools.models import BasisCode, SubjectArea
from schools.rules.codes import CODES_OF_SECTOR


def code_list() -> rules.CodeList:
    """Return both code lists with everything that was ever in force."""
    return rules.CodeList(
        map(_basis_code, BasisCode.objects.all()), map(_subject_area, SubjectArea.objects.all())
    )


def grounds_list() -> rules.CodeList:
    """Return a code list with grounds only, for callers that need no subject areas."""
    return rules.CodeList(map(_basis_code, BasisCode.objects.all()), ())


def ground_versions() -> dict[int, rules.BasisCode]:
    """Return every version of every ground, by primary key."""
    return {record.pk: _basis_code(record) for record in BasisCode.objects.all()}


def _basis_code(record: BasisCode) -> rules.BasisCode:
    return rules.BasisCode(
        code=record.code,
        sector=rules.Sector(record.sector),
        title_en=record.title_en,
        title_nl=record.title_nl,
        article=record.article,
        section=rules.Section(record.section) if record.section else None,
        unqualified=record.unqualified,
        temporary=record.temporary,
        categories=frozenset(record.categories),
        term_kind=rules.TermKind(record.term_kind) if record.term_kind else None,
        term_months=record.term_months,
        extension_months=tuple(record.extension_months),
        warn_months=record.warn_months,
        weekly_hours=record.weekly_hours,
        declaration=rules.Declaration(record.declaration) if record.declaration else None,
        in_force_from=record.in_force_from,
        in_force_until=record.in_force_until,
    )


def _subject_area(record: SubjectArea) -> rules.SubjectArea:
    return rules.SubjectArea(
        code=record.code,
        sector=rules.Sector(record.sector),
        title_en=record.title_en,
        title_nl=record.title_nl,
        free_word=record.free_word,
        in_force_from=record.in_force_from,
        in_force_until=record.in_force_until,
    )


def title_of(entry: rules.BasisCode | rules.SubjectArea | BasisCode | SubjectArea) -> str:
    """Return the title of a code in the language of the reader."""
    return entry.title_nl if get_language() == "nl" else entry.title_en


def subject_titles(sectors: Iterable[str]) -> dict[str, str]:
    """Return the subjects of these sectors: Dutch titles, with the title in the reader's language.

    The same title in two sectors is one subject.
    """
    areas = SubjectArea.objects.filter(sector__in=list(sectors), free_word=False)
    return {area.title_nl: title_of(area) for area in areas.order_by("title_nl")}


class Titles:
    """The titles of codes and subject areas, in the language of the reader.

    A code that was withdrawn keeps its last title; an unknown one is its own title.
    """

    def __init__(self) -> None:
        language = "nl" if get_language() == "nl" else "en"
        areas = SubjectArea.objects.values_list("sector", "code", f"title_{language}")
        self._areas = {(sector, code): title for sector, code, title in areas}
        self._bases: dict[str, tuple[str, str]] = {
            code: (sector, title)
            for code, sector, title in BasisCode.objects.values_list(
                "code", "sector", f"title_{language}"
            )
        }

    def basis(self, code: str) -> str:
        return self._bases.get(code, ("", code))[1]

    def areas(self, code: str, areas: Iterable[str]) -> list[str]:
        """Return the titles of a basis's subject areas; ``BVK:kappen`` has a free-text part."""
        sector, _title = self._bases.get(code, ("", code))
        parts = [area.partition(":") for area in areas]
        return [
            ": ".join(filter(None, [self._areas.get((sector, known), known), word]))
            for known, _, word in parts
        ]


def grounds_for(sectors: Iterable[str], *, on: date) -> list[BasisCode]:
    """Return the grounds that schools of these sectors may use on a day."""
    allowed = {code for sector in sectors for code in CODES_OF_SECTOR[rules.Sector(sector)]}
    return [ground for ground in grounds_on(on) if ground.sector in allowed]


def grounds_on(on: date) -> list[BasisCode]:
    """Return the grounds that are in force on a day."""
    in_force = BasisCode.objects.filter(
        Q(in_force_from=None) | Q(in_force_from__lte=on),
        Q(in_force_until=None) | Q(in_force_until__gt=on),
    )
    return list(in_force)
