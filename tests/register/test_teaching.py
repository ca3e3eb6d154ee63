from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register import rules
from register.models import Qualification
from register.rules import Period
from register.selectors.teaching import Work, teaching_of
from schools.selectors import TeachingSpell

from .examples import RULES

CYCLE = Period(date(2023, 8, 1), date(2027, 8, 1))


def teaching_hours(spells, *, leave=(), period=CYCLE):
    return rules.teaching_hours(spells, period=period, leave=leave, rule_set=RULES)


def spell(fte, since=None, until=None, *, appointment=1):
    since = since or date(2010, 8, 1)
    return TeachingSpell(appointment, "vo", "", "VO-GET", ("ENG",), Decimal(str(fte)), since, until)


@pytest.mark.parametrize(
    ("spells", "hours"),
    [
        pytest.param([spell(1)], 6636, id="full time for four years"),
        pytest.param([spell("0.2")], 1328, id="0.2 fte is just enough, as the norm meant it"),
        pytest.param([spell("0.1999")], 1327, id="a little less is not"),
        pytest.param([spell(1, date(2026, 8, 1))], 1658, id="the last year only"),
        pytest.param([spell(1, None, date(2023, 8, 1))], 0, id="over before it began"),
        pytest.param([spell(1, date(2027, 8, 1))], 0, id="begins when it is over"),
        pytest.param(
            [spell("0.5"), spell("0.5", appointment=2)], 6636, id="two appointments add up"
        ),
        pytest.param([spell("0.5"), spell("0.5")], 3318, id="bases of one appointment count once"),
        pytest.param(
            [spell("0.5", None, date(2025, 8, 1)), spell(1, date(2025, 8, 1))],
            4976,
            id="a change of size counts from its day",
        ),
        pytest.param(
            [spell("0.5"), spell(1, date(2025, 8, 1))],
            4976,
            id="where one appointment has two sizes the larger counts",
        ),
    ],
)
def test_hours_from_appointments(spells, hours):
    assert teaching_hours(spells) == hours


@pytest.mark.django_db
def test_an_appointment_counts_in_full_for_each_qualification_it_rests_on():
    english, german, music = (
        Qualification(sector="vo", subject=subject, checked_on=date(2020, 8, 1))
        for subject in ("ENG", "DUI", "MUZ")
    )
    both = spell(1)._replace(subject_areas=("ENG", "DUI"))

    taught = teaching_of(
        [english, german, music], Work([both]), period=CYCLE, rule_set=RULES, language="en"
    )

    assert [row.hours for row in taught] == [6636, 6636, 0]


def test_no_appointment_no_hours():
    assert teaching_hours([]) == 0


@pytest.mark.parametrize(
    ("leave", "hours"),
    [
        pytest.param([("2024-08-01", "2025-08-01")], 4979, id="a year of four"),
        pytest.param([("2023-01-01", "2023-08-01")], 6636, id="before the period"),
        pytest.param([("2027-08-01", "2028-08-01")], 6636, id="after it"),
        pytest.param([("2023-02-01", "2024-08-01")], 4974, id="what lies in it, of a leap year"),
        pytest.param([("2020-01-01", "2030-01-01")], 0, id="all of it"),
        pytest.param(
            [("2024-08-01", "2025-02-01"), ("2024-12-01", "2025-08-01")],
            4979,
            id="two that overlap count once",
        ),
    ],
)
def test_nobody_teaches_on_leave(leave, hours):
    spells = [Period(*map(date.fromisoformat, days)) for days in leave]

    assert teaching_hours([spell(1)], leave=spells) == hours


starts = st.dates(date(2020, 1, 1), date(2029, 1, 1))
spells = st.lists(
    st.builds(
        lambda appointment, quarters, since, length: spell(
            Decimal(quarters) / 4, since, since + timedelta(days=length), appointment=appointment
        ),
        st.sampled_from([1, 2, 3]),
        st.integers(1, 4),
        starts,
        st.integers(1, 2000),
    ),
    min_size=1,
    max_size=6,
)


@given(spells, st.integers(0, 1461))
def test_cutting_a_spell_in_two_changes_nothing(rows, cut):
    first, *others = rows
    middle = min(first.since + timedelta(days=cut), first.until)
    halves = [
        spell(first.fte, first.since, middle, appointment=first.appointment),
        spell(first.fte, middle, first.until, appointment=first.appointment),
    ]

    assert teaching_hours([*halves, *others]) == teaching_hours(rows)


@given(spells, spells)
def test_another_spell_never_takes_hours_away(rows, more):
    assert teaching_hours([*rows, *more]) >= teaching_hours(rows)


leaves = st.lists(
    st.builds(
        lambda since, length: Period(since, since + timedelta(days=length)),
        starts,
        st.integers(1, 900),
    ),
    max_size=5,
)


def cut(period, days):
    middle = min(period.since + timedelta(days=days), period.last_day)
    return [Period(period.since, middle), Period(middle, period.until)]


@given(spells, leaves, leaves)
def test_more_leave_never_makes_more_hours(rows, leave, more):
    assert teaching_hours(rows, leave=[*leave, *more]) <= teaching_hours(rows, leave=leave)


@given(spells, leaves, st.randoms(use_true_random=False), st.integers(1, 900))
def test_order_repetition_and_splitting_of_leave_change_nothing(rows, leave, chance, days):
    pieces = [piece for one in leave for piece in cut(one, days) if piece.since < piece.until]
    pieces += leave
    chance.shuffle(pieces)

    assert teaching_hours(rows, leave=pieces) == teaching_hours(rows, leave=leave)


@given(spells, leaves)
def test_leave_outside_a_job_changes_nothing(rows, leave):
    idle = [
        one
        for one in leave
        if all(one.until <= row.since or row.until <= one.since for row in rows)
    ]

    assert teaching_hours(rows, leave=idle) == teaching_hours(rows)


@given(leaves, st.sampled_from(["0.2", "0.5", "0.7316", "1"]))
def test_the_days_by_which_leave_moves_the_end_make_up_for_the_leave(leave, fte):
    moved = rules.days_of_leave(
        leave, since=CYCLE.since, scheduled_until=CYCLE.until, shortest_days=1, longest_days=10_000
    )
    deferred = Period(CYCLE.since, CYCLE.until + timedelta(days=moved))

    assert teaching_hours([spell(fte)], leave=leave, period=deferred) == teaching_hours(
        [spell(fte)]
    )
