from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.rules import holidays, is_working_day, next_working_day, term_end, working_days_later

days = st.dates(date(2014, 1, 1), date(2099, 12, 31))


def test_the_holidays_of_2026():
    assert sorted(holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 4, 27),
        date(2026, 5, 5),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 12, 25),
        date(2026, 12, 26),
    ]


@pytest.mark.parametrize(
    "easter_monday",
    [
        date(2014, 4, 21),
        date(2019, 4, 22),
        date(2024, 4, 1),
        date(2025, 4, 21),
        date(2027, 3, 29),
        date(2038, 4, 26),
        date(2049, 4, 19),
        date(2076, 4, 20),
    ],
)
def test_easter_monday(easter_monday):
    assert easter_monday in holidays(easter_monday.year)
    assert easter_monday - timedelta(days=3) in holidays(easter_monday.year)


@pytest.mark.parametrize("kings_day", [date(2014, 4, 26), date(2025, 4, 26), date(2031, 4, 26)])
def test_kings_day_gives_way_to_a_sunday(kings_day):
    assert kings_day in holidays(kings_day.year)
    assert kings_day + timedelta(days=1) not in holidays(kings_day.year)


@pytest.mark.parametrize("year", [2023, 2024, 2026])
def test_the_fifth_of_may_counts_in_each_year(year):
    assert is_working_day(date(year, 5, 5)) is False


@pytest.mark.parametrize(
    ("notified_on", "end"),
    [
        pytest.param(date(2026, 11, 20), date(2027, 1, 4), id="1 January is a Friday"),
        pytest.param(date(2026, 9, 1), date(2026, 10, 13), id="an ordinary Tuesday"),
        pytest.param(date(2026, 10, 10), date(2026, 11, 23), id="from a Saturday to a Monday"),
        pytest.param(date(2026, 2, 20), date(2026, 4, 7), id="Good Friday, past Easter Monday"),
        pytest.param(date(2026, 3, 24), date(2026, 5, 6), id="Liberation Day of no jubilee year"),
        pytest.param(date(2026, 11, 13), date(2026, 12, 28), id="Christmas and a weekend"),
        pytest.param(date(2026, 4, 2), date(2026, 5, 15), id="Ascension Day, then a Friday"),
    ],
)
def test_six_weeks_to_object(notified_on, end):
    assert term_end(notified_on, weeks=6) == end


def test_a_short_term_has_two_working_days_in_it():
    maundy_thursday = date(2026, 4, 2)

    assert term_end(maundy_thursday, days=3) == date(2026, 4, 8)


def test_a_term_of_two_days_only_moves_off_the_holiday():
    assert term_end(date(2026, 4, 2), days=2) == date(2026, 4, 7)


def test_twelve_weeks_are_still_protected():
    assert term_end(date(2026, 1, 31), weeks=12) == date(2026, 4, 28)


def test_a_long_term_ends_on_the_day_itself():
    new_years_day = date(2027, 1, 1)

    assert term_end(new_years_day - timedelta(weeks=13), weeks=13) == new_years_day


@given(days)
def test_a_term_never_ends_early_nor_on_a_free_day(notified_on):
    end = term_end(notified_on, weeks=6)

    assert end >= notified_on + timedelta(weeks=6)
    assert is_working_day(end) is True


@given(days)
def test_all_days_up_to_the_next_working_day_are_free(day):
    upto = next_working_day(day)

    between = [day + timedelta(days=ahead) for ahead in range((upto - day).days)]
    assert [is_working_day(free) for free in between] == [False] * len(between)
    assert is_working_day(upto) is True


@given(days)
def test_a_year_has_nine_holidays_unless_two_fall_together(day):
    assert len(holidays(day.year)) in {8, 9}


@pytest.mark.parametrize(
    ("since", "answer"),
    [
        pytest.param(date(2026, 3, 2), date(2026, 3, 16), id="two weeks of five days"),
        pytest.param(date(2026, 3, 7), date(2026, 3, 20), id="from a weekend"),
        pytest.param(date(2026, 12, 18), date(2027, 1, 5), id="over Christmas and New Year"),
    ],
)
def test_ten_working_days_leave_out_weekends_and_holidays(since, answer):
    assert working_days_later(since, 10) == answer
