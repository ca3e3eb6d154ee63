"""Parsing the ground in a row: its code, subject areas and term (domain.md §3.2)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from .codes import CODES_OF_SECTOR, BasisCode, CodeList, Declaration, Sector, SubjectArea, TermKind
from .problems import Problem, Problems, refused, reject, signal
from .rows import Basis
from .terms import FULL_TIME, MONTHS_A_YEAR, ONE_DAY, latest_until, length_of, longest_spell

HOURS_A_YEAR = 1659  # of a full-time job (domain.md §3.3)
WEEKS_A_YEAR = 52
LONGEST_SHOWN = 40
MOST_AREAS = 20


def check_code(
    text: str, *, codes: CodeList, sector: Sector | None, category: int | None, on: date
) -> tuple[BasisCode | None, Problems]:
    """The code must be in force on the first day, for the sector of the school and the function.

    ``sector`` and ``category`` are None if they could not be read, and are then not compared.
    """
    name = text.upper()
    code = codes.basis(name, on=on)
    if code is None:
        return _code_unknown(name, codes=codes, sector=sector, on=on)
    if sector is not None and code.sector not in CODES_OF_SECTOR[sector]:
        return refused("code_of_other_sector", "grondslagcode", **titles(code))
    if category is not None and category not in code.categories:
        return refused("code_of_other_function", "grondslagcode", category=category, **titles(code))
    return code, ()


def _code_unknown(
    name: str, *, codes: CodeList, sector: Sector | None, on: date
) -> tuple[None, Problems]:
    if not name:
        return refused("code_missing", "grondslagcode")
    sectors = CODES_OF_SECTOR[sector] if sector else frozenset(Sector)
    like = codes.basis_like(name, sectors=sectors, on=on)
    if like is None:
        return refused("code_unknown", "grondslagcode", on_date=on.isoformat())
    return refused("code_mistyped", "grondslagcode", on_date=on.isoformat(), **titles(like))


def check_areas(
    text: str, *, code: BasisCode | None, codes: CodeList, on: date
) -> tuple[tuple[str, ...] | None, Problems]:
    """Subject areas are of the code's sector, and asked where the teacher is not qualified.

    Without a readable code nothing is said of them. Domain.md §3.2 rule 5 and §3.3.
    """
    if code is None:
        return None, ()
    parts = list(dict.fromkeys(filter(None, map(str.strip, text.split("|"))))) if text else []
    if not parts:
        if not code.needs_subject_areas:
            return (), ()
        primary = code.sector is Sector.PRIMARY  # its advice has another example
        problem = "subject_missing_primary" if primary else "subject_missing"
        return refused(problem, "onderwijsterreinen")
    if len(parts) > MOST_AREAS:
        return refused("subjects_too_many", "onderwijsterreinen", most=MOST_AREAS)
    found = [_check_area(part, sector=code.sector, codes=codes, on=on) for part in parts]
    areas = {area for area, _ in found if area is not None}
    problems = tuple(problem for _, problems in found for problem in problems)
    return (None if problems else tuple(sorted(areas))), problems


def _check_area(
    text: str, *, sector: Sector, codes: CodeList, on: date
) -> tuple[str | None, Problems]:
    name, _, word = text.partition(":")
    name, word = name.strip().upper(), " ".join(word.lower().split())
    area = codes.area(name, sector=sector, on=on)
    if area and (area.free_word or not word):
        return (f"{name}:{word}" if word else name), ()
    like, value = area or codes.area_like(name, sector=sector, on=on), text[:LONGEST_SHOWN]
    if like:
        return refused("subject_mistyped", "onderwijsterreinen", value=value, **titles(like))
    return refused("subject_unknown", "onderwijsterreinen", value=value)


def titles(entry: BasisCode | SubjectArea) -> dict[str, str]:
    return {"code": entry.code, "title_en": entry.title_en, "title_nl": entry.title_nl}


def judge_ground(basis: Basis, *, code: BasisCode, fte: Decimal | None) -> Problems:
    """Check a basis against what the law requires of its ground (domain.md §3.2).

    A temporary ground has an end, and lasts no longer than allowed in one spell (rule 1); whether a
    long spell is in fact an extension is judged by ``files.check_file``. Without a readable ``fte``
    anything that depends on it is not judged.
    """
    if code.is_plain:
        return ()
    return tuple(_conditions(code, fte=fte)) + _check_term(basis, code=code, fte=fte)


def _conditions(code: BasisCode, *, fte: Decimal | None) -> Iterator[Problem]:
    """Yield signals about requirements that a file cannot show."""
    if code.section is None:
        yield signal("no_section", "grondslagcode", **titles(code))
    if code.declaration is Declaration.START:
        yield signal("declaration_needed", "grondslagcode", **titles(code))
    if code.weekly_hours and fte and fte * HOURS_A_YEAR > code.weekly_hours * WEEKS_A_YEAR:
        hours = code.weekly_hours
        yield signal("guest_hours", "betrekkingsomvang", hours=hours, **titles(code))


def _check_term(basis: Basis, *, code: BasisCode, fte: Decimal | None) -> Problems:
    if basis.until is None:
        return (reject("end_missing", "einde", **titles(code)),) if code.temporary else ()
    months = longest_spell(code)
    if not months or (code.term_kind is TermKind.FULLTIME_MONTHS and not fte):
        return ()
    return term_exceeded(basis.since, basis.until, code=code, months=months, fte=fte or FULL_TIME)


def term_exceeded(
    since: date, until: date, *, code: BasisCode, months: int, fte: Decimal = FULL_TIME
) -> Problems:
    """Return the problem of a spell that exceeds the maximum term of its ground, if it does."""
    latest = latest_until(since, months=months, kind=code.term_kind, fte=fte)
    if until <= latest:
        return ()
    last = (latest - ONE_DAY).isoformat()
    problem = reject(
        f"term_exceeded_{code.term_kind}",
        "einde",
        months=months,
        years=months // MONTHS_A_YEAR,
        allowed=length_of(since, latest).started_months,
        found=length_of(since, until).started_months,
        last_date=last,
        last_cell=last,
        **titles(code),
    )
    return (problem,)
