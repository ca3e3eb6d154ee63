"""What is said of the ground of a row: its code, subject areas and term."""

from dataclasses import replace
from datetime import date

import pytest

from schools.rules import CodeList, Problem, Severity, check_row

from .codelists import CODES, basis_code, records, subject_area
from .staff_rows import KNOWN, TODAY, checked, found, raw, read

TEMPORARY = {"grondslagcode": "VO-VERV", "onderwijsterreinen": "NAT", "begin": "2026-08-01"}


def test_a_row_says_which_code_was_meant():
    [problem] = checked(grondslagcode="VO-GETT", begin="2026-11-01").problems

    assert problem.params == {
        "on_date": "2026-11-01",
        "code": "VO-GET",
        "title_en": "teacher training certificate",
        "title_nl": "getuigschrift lerarenopleiding",
    }


def test_each_wrong_subject_area_is_named_once():
    problems = checked(onderwijsterreinen="QQ|NAT|QQ|%%").problems

    assert [problem.params["value"] for problem in problems] == ["QQ", "%%"]


def test_a_term_that_is_too_long_says_by_how_much():
    [problem] = checked(**TEMPORARY, einde="31-12-2027").problems

    assert problem == Problem(
        "term_exceeded_months",
        "einde",
        Severity.REJECT,
        {
            "months": 12,
            "years": 1,
            "allowed": 12,
            "found": 17,
            "last_date": "2027-07-31",
            "last_cell": "2027-07-31",
            "code": "VO-VERV",
            "title_en": "replacement",
            "title_nl": "vervanging",
        },
    )


@pytest.mark.parametrize(
    ("place", "code", "begin", "last", "fte"),
    [
        pytest.param("10PO00", "PO-ZIJ", "2026-11-15", "2028-11-14", "1", id="two years"),
        pytest.param("10PO00", "PO-LIO", "2026-09-01", "2027-06-30", "0,5", id="half-time"),
        pytest.param("20VO00", "VO-ZIJ", "2026-11-15", "2028-07-31", "1", id="school years"),
        pytest.param("20VO00", "VO-VERV", "2024-02-29", "2025-02-28", "1", id="leap day"),
        pytest.param("20VO00", "VO-UPPER", "2027-02-01", "2027-07-31", "1", id="one school year"),
        pytest.param("20VO00", "VO-VAC", "2025-08-01", "2027-07-31", "1", id="an extension"),
        pytest.param("30MB00", "MBO-AFW", "2026-08-01", "2028-07-31", "1", id="vocational"),
    ],
)
def test_a_temporary_ground_may_last_until_the_last_day_of_its_term(place, code, begin, last, fte):
    areas = "GR" if code.startswith("PO") else "NED"
    cells = {
        "vestiging": place,
        "grondslagcode": code,
        "onderwijsterreinen": areas,
        "betrekkingsomvang": fte,
        "begin": begin,
    }
    next_day = date.fromordinal(date.fromisoformat(last).toordinal() + 1).isoformat()

    assert found(**cells, einde=last) == []
    assert [code[:13] for code in found(**cells, einde=next_day)] == ["term_exceeded"]


def test_months_of_full_time_work_are_not_judged_without_a_size():
    cells = {"grondslagcode": "VO-LIO", "onderwijsterreinen": "NAT", "einde": "2030-07-31"}

    assert found(**cells, betrekkingsomvang="?") == ["fte_unreadable"]
    assert found(**cells, betrekkingsomvang="0") == ["fte_zero"]


@pytest.mark.parametrize("code", ["PO-GET", "VO-GET"])
def test_a_special_school_uses_codes_of_primary_and_secondary_education(code):
    assert found(vestiging="15SO00", grondslagcode=code) == []


def test_a_code_is_held_against_the_first_day():
    lapsed = replace(CODES.basis("VO-GET", on=TODAY), in_force_until=date(2022, 8, 1))
    codes = CodeList([lapsed], [])

    def problems(begin):
        outcome = check_row(raw(begin=begin), codes=codes, known=KNOWN, on=TODAY)
        return [problem.code for problem in outcome.problems]

    assert problems("2022-07-31") == []
    assert problems("2022-08-01") == ["code_unknown"]


@pytest.mark.parametrize("record", records("basis_codes"), ids=lambda record: record["code"])
def test_every_ground_can_be_delivered(record):
    basis = basis_code(record)
    place = {"po": "10PO00", "vo": "20VO00", "mbo": "30MB00"}[basis.sector]
    area = {"po": "GR"}.get(basis.sector, "NAT")

    outcome = checked(
        vestiging=place,
        grondslagcode=basis.code,
        functiecategorie=str(min(basis.categories)),
        onderwijsterreinen=area if basis.needs_subject_areas else "",
        begin="2026-08-01",
        einde="2026-12-31" if basis.temporary else "",
        betrekkingsomvang="0,1",
    )

    assert not outcome.rejected
    assert outcome.row.basis.code == basis.code


@pytest.mark.parametrize("record", records("subject_areas"), ids=lambda one: str(tuple(one)[:2]))
def test_every_subject_area_can_be_delivered(record):
    area = subject_area(record)
    place = {"po": "10PO00", "vo": "20VO00", "mbo": "30MB00"}[area.sector]
    code = {"po": "PO-GET", "vo": "VO-GET", "mbo": "MBO-HBO"}[area.sector]

    row = read(vestiging=place, grondslagcode=code, onderwijsterreinen=area.code)

    assert row.basis.subject_areas == (area.code,)
