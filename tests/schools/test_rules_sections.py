"""In which part of the register a person stands."""

from datetime import date

import pytest

from schools.rules import Ground, Placement, Section, Sector, sections_on

from .codelists import CODES

TODAY = date(2026, 11, 21)


def ground(code, *areas, category=9, since=date(2020, 8, 1), until=None):
    return Ground(category, CODES.basis(code, on=TODAY), areas, since, until)


def placed(*grounds, on=TODAY):
    return {
        (one.section.value, one.subject_area, one.reason) for one in sections_on(grounds, on=on)
    }


@pytest.mark.parametrize(
    ("grounds", "places"),
    [
        pytest.param([], set(), id="no ground"),
        pytest.param([ground("VO-GET")], {("register", "", "qualified")}, id="qualified"),
        pytest.param(
            [ground("VO-GET", "NAT", "WIS")],
            {("register", "NAT", "qualified"), ("register", "WIS", "qualified")},
            id="qualified for two subjects",
        ),
        pytest.param(
            [ground("VO-VERV", "NAT")], {("anteroom", "NAT", "limited_term")}, id="replacement"
        ),
        pytest.param([ground("VO-GAST", "NAT")], {("anteroom", "NAT", "guest")}, id="guest"),
        pytest.param(
            [ground("VO-GET", "WIS"), ground("VO-ANDER", "NAT")],
            {("register", "WIS", "qualified"), ("anteroom", "NAT", "limited_term")},
            id="in both, by subject",
        ),
        pytest.param(
            [ground("VO-ZIJ", "NAT"), ground("VO-GET", "NAT")],
            {("register", "NAT", "qualified")},
            id="who qualifies for a subject leaves the anteroom",
        ),
        pytest.param(
            [ground("PO-GET", "ENG"), ground("VO-VERV", "ENG")],
            {("register", "ENG", "qualified"), ("anteroom", "ENG", "limited_term")},
            id="in one sector only",
        ),
        *[
            pytest.param(
                [ground("MBO-INSTR", category=category)],
                {("support", "", "support")},
                id=f"support work, category {category}",
            )
            for category in (12, 13, 14, 15)
        ],
        pytest.param(
            [ground("MBO-INSTR-T", category=14)],
            {("support", "", "support_in_training")},
            id="instructor in training",
        ),
        pytest.param(
            [ground("MBO-HBO", category=14)],
            {("support", "", "support")},
            id="a teacher who works as an instructor",
        ),
        pytest.param([ground("VO-EIGEN")], set(), id="no competence is asked"),
    ],
)
def test_grounds_give_a_place(grounds, places):
    assert placed(*grounds) == places


@pytest.mark.parametrize(
    ("on", "places"),
    [
        (date(2026, 7, 31), set()),
        (date(2026, 8, 1), {("anteroom", "NAT", "limited_term")}),
        (date(2027, 7, 31), {("anteroom", "NAT", "limited_term")}),
        (date(2027, 8, 1), set()),
    ],
)
def test_a_ground_holds_until_its_last_day(on, places):
    temporary = ground("VO-VERV", "NAT", since=date(2026, 8, 1), until=date(2027, 8, 1))

    assert placed(temporary, on=on) == places


def test_a_placement_names_its_ground():
    assert sections_on([ground("VO-GET")], on=TODAY) == {
        Placement(Section.REGISTER, Sector.SECONDARY, "", "VO-GET", "qualified")
    }
