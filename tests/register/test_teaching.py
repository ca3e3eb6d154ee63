from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.rules import Spell, teaching_hours

from .examples import RULES

CYCLE = {"since": date(2023, 8, 1), "until": date(2027, 8, 1), "rule_set": RULES}


def spell(fte, since=None, until=None, *, appointment="A", qualification="Engels"):
    return Spell(appointment, qualification, Decimal(str(fte)), since or date(2010, 8, 1), until)


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
            [spell("0.5"), spell("0.5", appointment="B")], 6636, id="two appointments add up"
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
    assert teaching_hours(spells, **CYCLE) == {"Engels": hours}


def test_an_appointment_counts_in_full_for_each_qualification_it_rests_on():
    spells = [spell(1), spell(1, qualification="Duits")]

    assert teaching_hours(spells, **CYCLE) == {"Engels": 6636, "Duits": 6636}


def test_no_appointment_no_hours():
    assert teaching_hours([], **CYCLE) == {}


starts = st.dates(date(2020, 1, 1), date(2029, 1, 1))
spells = st.lists(
    st.builds(
        lambda appointment, quarters, since, length: spell(
            Decimal(quarters) / 4, since, since + timedelta(days=length), appointment=appointment
        ),
        st.sampled_from("ABC"),
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

    assert teaching_hours([*halves, *others], **CYCLE) == teaching_hours(rows, **CYCLE)


@given(spells, spells)
def test_another_spell_never_takes_hours_away(rows, more):
    assert (
        teaching_hours([*rows, *more], **CYCLE)["Engels"] >= teaching_hours(rows, **CYCLE)["Engels"]
    )
