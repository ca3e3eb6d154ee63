from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.rules import (
    Period,
    add_months,
    conditional_until,
    days_left,
    due_conditional_step,
    due_step,
    first_cycle_end,
    next_cycle,
    submit_from,
)
from tests.register.examples import RULES

UNTIL = date(2027, 8, 1)

days = st.dates(date(2015, 1, 1), date(2090, 1, 1))
numbers = st.from_regex(r"LR[0-9]{10}", fullmatch=True)


def code(step):
    return step and step.code


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        pytest.param(date(2023, 8, 1), 48, date(2027, 8, 1), id="four years"),
        pytest.param(date(2024, 2, 29), 48, date(2028, 2, 29), id="leap day to leap day"),
        pytest.param(date(2024, 2, 29), 49, date(2028, 3, 29), id="leap day and a month"),
        pytest.param(date(2096, 2, 29), 48, date(2100, 3, 1), id="2100 has no leap day"),
        pytest.param(date(2026, 8, 31), 6, date(2027, 3, 1), id="no 31 February"),
        pytest.param(date(2026, 8, 31), -6, date(2026, 3, 1), id="nor backwards"),
        pytest.param(date(2026, 1, 15), -1, date(2025, 12, 15), id="over the turn of the year"),
        pytest.param(date(2025, 12, 31), 2, date(2026, 3, 1), id="over it and too short"),
    ],
)
def test_months_on(day, months, later):
    assert add_months(day, months) == later


@given(days, numbers)
def test_the_first_cycle_takes_four_to_five_years_and_is_never_shorter(start, number):
    end = first_cycle_end(start, number=number, rule_set=RULES)

    assert add_months(start, 48) <= end <= add_months(start, 60)
    assert end == first_cycle_end(start, number=number, rule_set=RULES)


def test_first_cycles_that_start_together_end_evenly_spread():
    ends = Counter(
        first_cycle_end(date(2023, 8, 1), number=f"LR{number:010}", rule_set=RULES)
        for number in range(13_000)
    )

    assert (min(ends), max(ends), len(ends)) == (date(2027, 8, 1), date(2028, 8, 1), 13)
    assert all(900 < teachers < 1100 for teachers in ends.values())


@given(days)
def test_cycles_follow_on_each_other_without_gap_or_overlap(planned_until):
    cycle = next_cycle(planned_until, rule_set=RULES)

    assert cycle == Period(planned_until, add_months(planned_until, 48))
    assert cycle.last_day + timedelta(days=1) == next_cycle(cycle.until, rule_set=RULES).since


def test_the_last_day_is_what_people_see():
    assert Period(date(2023, 8, 1), UNTIL).last_day == date(2027, 7, 31)


def test_submitting_opens_half_a_year_before_the_end():
    assert submit_from(UNTIL, rule_set=RULES) == date(2027, 2, 1)


def test_the_extra_time_is_half_a_year_after_the_end():
    assert conditional_until(UNTIL, rule_set=RULES) == date(2028, 2, 1)


@pytest.mark.parametrize(
    ("on", "left"),
    [
        (date(2026, 11, 21), 252),
        (date(2027, 7, 30), 1),
        (date(2027, 7, 31), 0),
        (date(2027, 8, 9), 0),
    ],
)
def test_days_left_are_those_after_today(on, left):
    assert days_left(UNTIL, on=on) == left


@pytest.mark.parametrize(
    ("on", "due"),
    [
        pytest.param(date(2026, 7, 30), None, id="too early"),
        pytest.param(date(2026, 7, 31), "12_months", id="a year before the last day"),
        pytest.param(date(2027, 1, 30), "12_months", id="still the first"),
        pytest.param(date(2027, 1, 31), "6_months", id="half a year"),
        pytest.param(date(2027, 5, 8), "12_weeks", id="twelve weeks"),
        pytest.param(date(2027, 6, 19), "6_weeks", id="six weeks"),
        pytest.param(date(2027, 7, 17), "2_weeks", id="two weeks"),
        pytest.param(date(2027, 7, 31), "last_day", id="the last day"),
        pytest.param(date(2027, 8, 1), None, id="too late to remind"),
    ],
)
def test_the_reminder_that_is_due(on, due):
    assert code(due_step(RULES, until=UNTIL, on=on)) == due


@given(st.lists(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=60).map(sorted))
def test_however_irregular_the_clock_the_steps_come_in_order(ticks):
    come = [code(due_step(RULES, until=UNTIL, on=on)) for on in ticks]

    ladder = [step.code for step in RULES.reminders]
    places = [ladder.index(step) for step in come if step]
    assert places == sorted(places)


def test_a_daily_clock_climbs_the_whole_ladder():
    days = [date(2026, 1, 1) + timedelta(days=day) for day in range(800)]

    come = [due_step(RULES, until=UNTIL, on=on) for on in days]

    assert list(dict.fromkeys(filter(None, come))) == list(RULES.reminders)


@pytest.mark.parametrize(
    ("on", "due"),
    [
        pytest.param(date(2027, 8, 31), None, id="not yet"),
        pytest.param(date(2027, 9, 1), "conditional_1_month", id="a month into it"),
        pytest.param(date(2027, 11, 1), "conditional_3_months", id="three months"),
        pytest.param(date(2028, 1, 31), "conditional_5_months", id="five months, late"),
        pytest.param(date(2028, 2, 1), None, id="the extra time is over"),
        pytest.param(date(2027, 7, 31), None, id="the cycle still runs"),
    ],
)
def test_the_reminder_that_is_due_in_the_extra_time(on, due):
    assert code(due_conditional_step(RULES, until=UNTIL, on=on)) == due
