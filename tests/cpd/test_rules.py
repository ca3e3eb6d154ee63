from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cpd.rules import (
    CountedPeriod,
    Entry,
    Proposal,
    Share,
    Terms,
    divided,
    doubts_about,
    judged_by,
    missing_in,
    split_hours,
    standing_in,
    terms_on,
    valid_until,
    wrong_in_entry,
    wrong_in_proposal,
)

SHARES = [
    Share(date(2015, 8, 25), "intervision", "pedagogy", 50),
    Share(date(2015, 8, 25), "intervision", "subject_teaching", 50),
    Share(date(2026, 8, 1), "intervision", "pedagogy", 100),
    Share(date(2015, 8, 25), "conference", "subject_content", 33),
    Share(date(2015, 8, 25), "conference", "professional_group", 67),
]
TERMS = [
    Terms(
        date(2026, 1, 1),
        judging_weeks=4,
        validity_years=4,
        criteria="2026-1",
        admission_weeks=2,
        requirements="2026-1",
    ),
    Terms(
        date(2027, 1, 1),
        judging_weeks=2,
        validity_years=2,
        criteria="2027-1",
        admission_weeks=2,
        requirements="2026-1",
    ),
]
TODAY = date(2026, 11, 21)
ENTRY = Entry(kind="intervision", done_on=TODAY, hours=Decimal(2))
PROPOSAL = Proposal(
    title="Middeleeuwse letterkunde in de klas",
    kind="course",
    summary="Ridderverhalen.",
    learns="Kiezen teksten.",
    sectors=("vo",),
    contact_hours=Decimal(12),
    self_study_hours=Decimal(4),
    self_study_reason="Zij lezen thuis.",
    split={"subject_content": Decimal(16)},
)


@pytest.mark.parametrize(
    ("kind", "hours", "on", "expected"),
    [
        pytest.param(
            "intervision",
            "2",
            date(2025, 1, 1),
            {"pedagogy": Decimal(1), "subject_teaching": Decimal(1)},
            id="halves",
        ),
        pytest.param(
            "intervision",
            "1.25",
            date(2025, 1, 1),
            {"pedagogy": Decimal("0.75"), "subject_teaching": Decimal("0.5")},
            id="a quarter that does not divide goes to the first",
        ),
        pytest.param(
            "conference",
            "1",
            date(2025, 1, 1),
            {"subject_content": Decimal("0.25"), "professional_group": Decimal("0.75")},
            id="the largest remainder gets the quarter",
        ),
        pytest.param(
            "intervision",
            "2",
            date(2026, 8, 1),
            {"pedagogy": Decimal(2)},
            id="new shares hold from their day",
        ),
        pytest.param(
            "intervision",
            "0.25",
            date(2012, 1, 1),
            {"pedagogy": Decimal("0.25")},
            id="before the first shares the first hold, and nothing is not written down",
        ),
    ],
)
def test_hours_are_split_by_the_shares_in_force(kind, hours, on, expected):
    assert split_hours(SHARES, kind=kind, hours=Decimal(hours), on=on) == expected


def test_the_largest_remainder_need_not_be_that_of_the_largest_share():
    weights = {"pedagogy": Decimal(6), "subject_content": Decimal(5)}

    assert divided(Decimal(1), weights) == dict.fromkeys(weights, Decimal("0.5"))


@pytest.mark.parametrize("quarters", range(1, 40))
def test_split_hours_add_up(quarters):
    hours = Decimal(quarters) / 4

    split = split_hours(SHARES, kind="conference", hours=hours, on=TODAY)

    assert sum(split.values()) == hours


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, [], id="nothing"),
        pytest.param({"hours": Decimal(120)}, [], id="a long programme is one activity"),
        pytest.param({"done_on": date(2026, 11, 22)}, ["future"], id="tomorrow"),
        pytest.param({"done_on": date(1969, 12, 31)}, ["long_ago"], id="a wrong year"),
        pytest.param({"hours": Decimal(0)}, ["hours_impossible"], id="no hours"),
        pytest.param({"hours": Decimal(-1)}, ["hours_impossible"], id="less than no hours"),
        pytest.param({"hours": Decimal("2000.25")}, ["hours_impossible"], id="too many hours"),
        pytest.param({"hours": Decimal("1.3")}, ["not_in_quarters"], id="no quarters"),
        pytest.param(
            {"split": {"pedagogy": Decimal("1.9"), "subject_content": Decimal("0.1")}},
            ["not_in_quarters"],
            id="no quarters in the split",
        ),
        pytest.param(
            {"split": {"pedagogy": Decimal(3), "subject_content": Decimal(-1)}},
            ["hours_negative"],
            id="negative in the split",
        ),
        pytest.param({"split": {"pedagogy": Decimal(1)}}, ["split_differs"], id="split differs"),
        pytest.param({"split": {"pedagogy": Decimal(2)}}, [], id="split adds up"),
    ],
)
def test_what_is_wrong_in_an_entry(changes, expected):
    assert wrong_in_entry(replace(ENTRY, **changes), on=TODAY) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, [], id="complete"),
        pytest.param({"summary": ""}, ["summary"], id="summary"),
        pytest.param({"learns": ""}, ["learns"], id="goals"),
        pytest.param({"sectors": ()}, ["sectors"], id="sectors"),
        pytest.param(
            {"contact_hours": Decimal(0), "self_study_hours": Decimal(0), "split": {}},
            ["hours"],
            id="hours",
        ),
        pytest.param(
            {"split": {"subject_content": Decimal(12)}}, ["split_differs"], id="split differs"
        ),
        pytest.param({"self_study_reason": ""}, ["self_study_reason"], id="self-study explained"),
        pytest.param(
            {"contact_hours": Decimal(8), "self_study_hours": Decimal(8)},
            [],
            id="half self-study needs no test",
        ),
        pytest.param(
            {"contact_hours": Decimal("7.75"), "self_study_hours": Decimal("8.25")},
            ["test"],
            id="mostly self-study needs a test",
        ),
        pytest.param(
            {"contact_hours": Decimal(0), "self_study_hours": Decimal(16), "ends_with_test": True},
            [],
            id="mostly self-study with a test",
        ),
    ],
)
def test_what_an_offer_lacks(changes, expected):
    assert missing_in(replace(PROPOSAL, **changes)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, [], id="nothing"),
        pytest.param({"contact_hours": Decimal(-1)}, ["hours_impossible"], id="negative"),
        pytest.param({"self_study_hours": Decimal(2001)}, ["hours_impossible"], id="too many"),
        pytest.param({"split": {"pedagogy": Decimal(-1)}}, ["hours_impossible"], id="part"),
        pytest.param({"split": {"pedagogy": Decimal("0.1")}}, ["not_in_quarters"], id="quarters"),
        pytest.param({"contact_hours": Decimal("1.1")}, ["not_in_quarters"], id="contact"),
        pytest.param({"price": Decimal("-0.01")}, ["price_negative"], id="price"),
    ],
)
def test_what_is_wrong_in_a_proposal(changes, expected):
    assert wrong_in_proposal(replace(PROPOSAL, **changes)) == expected


@pytest.mark.parametrize(
    ("on", "criteria"),
    [
        pytest.param(date(2025, 12, 31), "2026-1", id="before the first"),
        pytest.param(date(2026, 12, 31), "2026-1", id="last day"),
        pytest.param(date(2027, 1, 1), "2027-1", id="first day of the next"),
    ],
)
def test_terms_hold_from_their_day(on, criteria):
    assert terms_on(TERMS, on).criteria == criteria


def test_an_offer_is_judged_within_four_weeks():
    assert judged_by(date(2026, 11, 2), TERMS[0]) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("since", "until"),
    [
        pytest.param(date(2026, 11, 21), date(2030, 11, 21), id="four years"),
        pytest.param(date(2028, 2, 29), date(2032, 3, 1), id="from 29 February"),
    ],
)
def test_an_offer_is_valid_for_four_years(since, until):
    assert valid_until(since, TERMS[0]) == until


PERIODS = [
    CountedPeriod(date(2024, 1, 1), date(2028, 1, 1), decided=False),
    CountedPeriod(date(2020, 1, 1), date(2024, 1, 1), decided=True),
]


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        pytest.param(date(2019, 12, 31), "too_early", id="before the first period"),
        pytest.param(date(2020, 1, 1), "too_late", id="first day of a decided period"),
        pytest.param(date(2023, 12, 31), "too_late", id="last day of a decided period"),
        pytest.param(date(2024, 1, 1), "self_reported", id="first day of the running one"),
        pytest.param(date(2027, 12, 31), "self_reported", id="last day of the running one"),
        pytest.param(date(2028, 1, 1), "later", id="after it"),
    ],
)
def test_what_stands_in_the_file_counts_by_its_day(day, standing):
    assert standing_in(PERIODS, done_on=day, from_catalogue=False) == standing


@pytest.mark.parametrize(
    ("entry", "doubts"),
    [
        pytest.param({}, ["doubled"], id="the same again"),
        pytest.param({"title": "TEAM"}, ["doubled"], id="other letters"),
        pytest.param({"title": "Anders"}, [], id="another title"),
        pytest.param({"kind": "course"}, [], id="another kind"),
        pytest.param({"done_on": date(2026, 11, 20)}, [], id="another day"),
        pytest.param({"title": "Anders", "hours": Decimal(10)}, [], id="a long day"),
        pytest.param({"title": "Anders", "hours": Decimal("10.25")}, ["long_day"], id="longer"),
        pytest.param({"hours": Decimal(40)}, ["doubled", "long_day"], id="both"),
    ],
)
def test_what_may_be_a_slip_is_doubted(entry, doubts):
    known = Entry("intervision", TODAY, Decimal(2), "Team")

    assert doubts_about(replace(known, **entry), others=[known], most=Decimal(12)) == doubts
