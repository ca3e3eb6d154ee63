"""Checks of what exports of staff systems bring along."""

import pytest

from schools.rules import check_file, tell_once

from .codelists import CODES
from .staff_rows import checked, codes_of, findings, found

TWO_JOBS = {"functiecategorie": "11"}


@pytest.mark.parametrize("end", ["9999-12-31", "99991231", "31-12-9999", "31/12/2999"])
def test_an_end_that_means_none_is_none(end):
    row = checked(einde=end)

    assert [problem.code for problem in row.problems] == ["end_far_away"]
    assert row.row.basis.until is None


def test_what_the_system_writes_in_each_row_is_told_at_the_first():
    told = {}
    rows = [checked(number, einde="31-12-9999") for number in (2, 3)]

    for _sight in range(2):
        first, second = (tell_once(row, told) for row in rows)
        assert (codes_of(first.problems), second.problems) == (["end_far_away"], ())


def test_an_ending_needs_an_end_that_is_one():
    assert found(einde="9999-12-31", mutatiesoort="B") == ["date_unreadable"]


def test_an_end_that_cannot_be_read_is_still_told():
    assert found(einde="9999-13-31") == ["date_unreadable"]


@pytest.mark.parametrize(
    ("day", "codes"),
    [("2027-11-21", []), ("2027-11-22", ["mutated_far_ahead"]), ("2026-10-20", ["late"])],
)
def test_a_change_is_neither_late_nor_far_ahead(day, codes):
    assert found(mutatiedatum=day) == codes


def test_jobs_at_once_that_are_too_much_together_are_told():
    assert findings({"betrekkingsomvang": "0,8"}, {"betrekkingsomvang": "0,5", **TWO_JOBS}) == {
        2: ["fte_total"],
        3: ["fte_total"],
    }


def test_the_total_is_told_as_a_figure():
    rows = [
        checked(2, betrekkingsomvang="0,8"),
        checked(3, betrekkingsomvang="0,5", **TWO_JOBS),
    ]

    problems = check_file(rows, codes=CODES, held=[]).problems

    assert problems[3][0].params == {"total_figure": "1.3000"}


def test_jobs_after_each_other_and_two_grounds_of_one_job_are_not_added_up():
    assert (
        findings(
            {"betrekkingsomvang": "0,8", "einde": "2026-07-31"},
            {"betrekkingsomvang": "0,8", "begin": "2026-08-01", **TWO_JOBS},
            {
                "betrekkingsomvang": "0,8",
                "begin": "2026-08-01",
                "grondslagcode": "VO-EG",
                **TWO_JOBS,
            },
        )
        == {}
    )
