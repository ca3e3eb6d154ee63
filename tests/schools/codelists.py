"""The code lists of ``schools/data``, as the rules take them."""

import csv
from datetime import date
from pathlib import Path

from schools.rules import (
    BasisCode,
    CodeList,
    Declaration,
    Section,
    Sector,
    SubjectArea,
    TermKind,
)

DATA = Path(__file__).parents[2] / "schools" / "data"


def records(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def basis_code(record: dict[str, str]) -> BasisCode:
    return BasisCode(
        code=record["code"],
        sector=Sector(record["sector"]),
        title_en=record["title_en"],
        title_nl=record["title_nl"],
        article=record["article"],
        section=Section(record["section"]) if record["section"] else None,
        unqualified=record["unqualified"] == "yes",
        temporary=record["temporary"] == "yes",
        categories=frozenset(map(int, record["categories"].split("|"))),
        term_kind=TermKind(record["term_kind"]) if record["term_kind"] else None,
        term_months=_whole(record["term_months"]),
        extension_months=tuple(map(int, filter(None, record["extension_months"].split("|")))),
        warn_months=_whole(record["warn_months"]),
        weekly_hours=_whole(record["weekly_hours"]),
        declaration=Declaration(record["declaration"]) if record["declaration"] else None,
        in_force_from=_day(record["in_force_from"]),
        in_force_until=_day(record["in_force_until"]),
    )


def subject_area(record: dict[str, str]) -> SubjectArea:
    return SubjectArea(
        code=record["code"],
        sector=Sector(record["sector"]),
        title_en=record["title_en"],
        title_nl=record["title_nl"],
        free_word=record["free_word"] == "yes",
        in_force_from=_day(record["in_force_from"]),
        in_force_until=_day(record["in_force_until"]),
    )


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


CODES = CodeList(
    map(basis_code, records("basis_codes")), map(subject_area, records("subject_areas"))
)
