"""What can be true of a session, and whose name is on a list: to the day and to the seat."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from cpd.attending import (
    FURTHEST,
    LONGEST,
    MOST_SEATS,
    Occasion,
    day_after,
    last_day,
    names_agree,
    wrong_in_occasion,
)

TODAY = date(2026, 11, 21)
EVENING = Occasion(
    since=TODAY,
    until=TODAY + timedelta(days=1),
    starts_at=time(19, 30),
    ends_at=time(21),
    seats=24,
    town="Deventer",
    province="overijssel",
)


FAR = TODAY + FURTHEST + timedelta(days=1)


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({}, id="today"),
        pytest.param(
            {"since": TODAY + FURTHEST, "until": TODAY + FURTHEST + timedelta(days=1)},
            id="as far away as it may be",
        ),
        pytest.param({"until": TODAY + LONGEST}, id="as long as it may last"),
        pytest.param({"until": days(2), "ends_at": time(9)}, id="until the next morning"),
        pytest.param({"seats": 1}, id="one seat"),
        pytest.param({"seats": MOST_SEATS}, id="as many seats as there may be"),
        pytest.param({"online": True, "town": "", "province": ""}, id="online"),
        pytest.param({"price": Decimal(0)}, id="free"),
    ],
)
def test_what_is_just_possible_is_planned(change):
    assert wrong_in_occasion(replace(EVENING, **change), on=TODAY) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"since": days(-1)}, "past"),
        ({"since": FAR, "until": FAR + timedelta(days=1)}, "far_away"),
        ({"until": TODAY}, "ends_before"),
        ({"ends_at": EVENING.starts_at}, "ends_before"),
        ({"until": TODAY + LONGEST + timedelta(days=1)}, "too_long"),
        ({"seats": 0}, "seats"),
        ({"seats": MOST_SEATS + 1}, "seats"),
        ({"town": ""}, "place"),
        ({"province": ""}, "place"),
        ({"price": Decimal("-0.01")}, "price_negative"),
    ],
)
def test_what_is_just_not_possible_is_told(change, code):
    assert wrong_in_occasion(replace(EVENING, **change), on=TODAY) == [code]


def test_the_last_day_of_the_calendar_has_no_day_after_it():
    assert day_after(TODAY) == days(1)
    assert day_after(date.max) == date.max
    assert last_day(days(1)) == TODAY


@pytest.mark.parametrize(
    ("said", "agrees"),
    [
        pytest.param([], True, id="no name"),
        pytest.param(["jansen"], True, id="one part of two"),
        pytest.param(["sanne", "vries"], True, id="the other part, with a given name"),
        pytest.param(["hertog"], True, id="after an apostrophe"),
        pytest.param(["bakker"], True, id="a former name"),
        pytest.param(["smit"], False, id="somebody else"),
        pytest.param(["jan"], False, id="half a part"),
    ],
)
def test_a_name_on_a_list_fits_by_one_part_of_any_of_somebodys_names(said, agrees):
    assert names_agree(said, ["de vries-jansen", "d'hertog", "bakker"]) is agrees
