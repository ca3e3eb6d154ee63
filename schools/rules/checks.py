"""Checks on a single row: all faults at once, one message for each cause."""

from datetime import date
from typing import NamedTuple

from .appointments import (
    Known,
    KnownLocation,
    check_category,
    check_employment,
    check_location,
    check_tenure,
)
from .codes import CodeList
from .grounds import check_areas, check_code, judge_ground
from .people import (
    STAFF_NUMBER_LENGTH,
    check_bsn,
    check_identity,
    check_staff_number,
    is_no_person,
)
from .problems import Problems, Severity, signal
from .rows import COLUMNS, Basis, Cells, CheckedRow, Employment, Mutation, RawRow, Row
from .spans import Span, check_begin, check_mutated_on, check_mutation, check_span

NOT_FOR_REGISTER = frozenset({*range(1, 8), 16, 17, 18})  # management, services: domain.md §4.1
_ORDER = {column: place for place, column in enumerate(COLUMNS)}


class _Job(NamedTuple):
    """The part of a row that is about the work."""

    location: str
    employment: Employment
    basis: Basis


def check_row(raw: RawRow, *, codes: CodeList, known: Known, on: date) -> CheckedRow:
    """Parse a row and find everything that is wrong with it.

    A function outside the register gives one signal, and nothing about the person is kept; so does
    a total or a heading among the rows. ``on`` is the day of the delivery.
    """
    cells = Cells._make(map(str.strip, raw.cells))
    if is_no_person(cells):
        total = signal("no_person", "personeelsnummer")
        return CheckedRow(raw.number, _shown(cells), None, (total,))
    category, about_category = check_category(cells.functiecategorie)
    if category in NOT_FOR_REGISTER:
        outside = signal("not_for_register", "functiecategorie")
        return CheckedRow(raw.number, _shown(cells), None, (outside,))
    row, problems = _read(cells, category, codes=codes, known=known, on=on)
    problems += about_category
    if problems:
        problems = tuple(sorted(problems, key=lambda problem: _ORDER[problem.column]))
        if any(problem.severity is Severity.REJECT for problem in problems):
            row = None
    return CheckedRow(raw.number, _shown(cells), row, problems)


def _shown(cells: Cells) -> str:
    return cells.personeelsnummer[:STAFF_NUMBER_LENGTH]


def _read(
    cells: Cells, category: int | None, *, codes: CodeList, known: Known, on: date
) -> tuple[Row | None, Problems]:
    staff_number, about_number = check_staff_number(cells.personeelsnummer)
    bsn, about_bsn = check_bsn(cells.bsn)
    identity, about_identity = check_identity(cells, on=on)
    mutation, about_mutation = check_mutation(cells.mutatiesoort)
    mutated_on, about_day = check_mutated_on(cells.mutatiedatum, on=on)
    job, about_job = _read_job(cells, category, mutation, codes=codes, known=known, on=on)
    problems = about_number + about_bsn + about_identity + about_mutation + about_day + about_job
    if staff_number is None or bsn is None or identity is None or mutated_on is None:
        return None, problems
    if category is None or mutation is None or job is None:
        return None, problems
    row = Row(
        staff_number=staff_number,
        bsn=bsn,
        identity=identity,
        location=job.location,
        category=category,
        employment=job.employment,
        basis=job.basis,
        mutation=mutation,
        mutated_on=mutated_on,
    )
    return row, problems


def _read_job(
    cells: Cells,
    category: int | None,
    mutation: Mutation | None,
    *,
    codes: CodeList,
    known: Known,
    on: date,
) -> tuple[_Job | None, Problems]:
    employment, about_employment = check_employment(
        cells.aard_arbeidsrelatie, cells.betrekkingsomvang
    )
    since, about_begin = check_begin(cells.begin)
    span, about_span = check_span(since, cells.einde, mutation=mutation)
    place, about_place = _read_place(cells.vestiging, span, known=known, on=on)
    first_day = since or on
    code, about_code = check_code(
        cells.grondslagcode,
        codes=codes,
        sector=place.sector if place else None,
        category=category,
        on=first_day,
    )
    areas, about_areas = check_areas(cells.onderwijsterreinen, code=code, codes=codes, on=first_day)
    problems = about_employment + about_begin + about_span + about_place + about_code + about_areas
    if code is None or span is None or areas is None:
        return None, problems
    basis = Basis(code.code, areas, span.since, span.until)
    if mutation is not Mutation.VOID:
        problems += judge_ground(basis, code=code, fte=employment.fte if employment else None)
    if employment is None or place is None:
        return None, problems
    return _Job(place.code, employment, basis), problems


def _read_place(
    text: str, span: Span | None, *, known: Known, on: date
) -> tuple[KnownLocation | None, Problems]:
    place, problems = check_location(text, known=known)
    if place is None:
        return None, problems
    day = span.nearest_day(on) if span else on
    problems = check_tenure(place, board=known.board, on=day)
    if problems and problems[0].code == "location_of_other_board":
        return None, problems  # its sector says nothing about the ground of this row
    return place, problems
