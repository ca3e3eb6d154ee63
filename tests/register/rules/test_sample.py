"""The sum of the draw: anybody with the secret and the numbers comes to the same."""

import hmac
from datetime import date
from decimal import Decimal
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.choices.sample_terms import SAMPLE_TERMS
from register.rules import (
    Question,
    answer_before,
    commitment,
    decide_before,
    is_drawn,
    last_before,
    lot,
    next_month,
    plain_outcome,
    seed,
    stratum,
)

TERMS = SAMPLE_TERMS[0]
SECRET, OUTCOME = "0123", "3 7 12 22 31 40 5"


def test_the_recipe_on_the_public_page_gives_the_same_lot():
    mixed = sha256(f"{SECRET} {OUTCOME}".encode()).hexdigest()
    digest = hmac.new(mixed.encode(), b"1234", sha256).digest()

    assert commitment(SECRET) == sha256(b"0123").hexdigest()
    assert seed(SECRET, OUTCOME) == mixed
    assert float(lot(mixed, 1234)) == int.from_bytes(digest, "big") / 2**256


def test_about_five_in_a_hundred_are_drawn():
    drawn = sum(is_drawn(SECRET, cycle, share=TERMS.share) for cycle in range(20_000))

    assert 900 < drawn < 1_100


@given(st.text(), st.integers(min_value=1))
def test_a_lot_is_from_0_up_to_1(secret, cycle):
    assert 0 <= lot(secret, cycle) < 1
    assert is_drawn(secret, cycle, share=Decimal(1))
    assert not is_drawn(secret, cycle, share=Decimal(0))


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("03-07-12-22-31-40 R5", OUTCOME),
        (" 3, 7, 12, 22, 31, 40 + 5 ", OUTCOME),
        pytest.param("40 3 7 12 22 31 5", OUTCOME, id="the six in the order in which they fell"),
        pytest.param("geen", "", id="no numbers"),
        pytest.param("3 7 12 22 31 40", "", id="no bonus number"),
        pytest.param("3 7 12 22 31 40 5 6", "", id="one too many"),
        pytest.param("3 7 12 22 31 46 5", "", id="too high"),
        pytest.param("0 7 12 22 31 40 5", "", id="too low"),
        pytest.param("3 7 12 22 31 40 3", "", id="twice the same"),
    ],
)
def test_a_result_is_read_as_people_write_it(typed, plain):
    assert plain_outcome(typed, terms=TERMS) == plain


@pytest.mark.parametrize(
    ("sectors", "own", "total", "name"),
    [
        pytest.param({"vo"}, 0, 160, "vo/1", id="all validated"),
        pytest.param({"vo"}, 80, 160, "vo/2", id="half"),
        pytest.param({"vo", "po"}, 160, 160, "po/3", id="all self-reported, two sectors"),
        pytest.param(set(), 0, 0, "-/1", id="no school, no hours"),
    ],
)
def test_the_stratum_is_the_sector_and_the_share_of_own_hours(sectors, own, total, name):
    assert stratum(TERMS, sectors, own=Decimal(own), total=Decimal(total)) == name


@pytest.mark.parametrize(
    ("month", "saturday"),
    [
        (date(2026, 12, 1), date(2026, 11, 28)),
        (date(2026, 8, 1), date(2026, 7, 25)),  # a Saturday itself: the one before
        (date(2027, 1, 1), date(2026, 12, 26)),
        (date(2028, 3, 1), date(2028, 2, 26)),  # a leap year
    ],
)
def test_the_outside_source_is_of_the_last_saturday_before_the_month(month, saturday):
    assert last_before(month, weekday=TERMS.weekday) == saturday


@pytest.mark.parametrize(
    ("day", "month"),
    [(date(2026, 12, 31), date(2027, 1, 1)), (date(2028, 1, 31), date(2028, 2, 1))],
)
def test_the_coming_month(day, month):
    assert next_month(day) == month


ASKED = date(2026, 3, 2)


def question(day, answered=None):
    return Question(date(2026, 3, day), answered and date(2026, 3, answered))


@pytest.mark.parametrize(
    ("questions", "last_day"),
    [
        pytest.param([], date(2026, 4, 28), id="eight weeks, past King's Day"),
        pytest.param([question(9, 12)], date(2026, 4, 29), id="two days between"),
        pytest.param([question(9)], date(2026, 5, 4), id="no answer: the week that there was"),
        pytest.param([question(9, 30)], date(2026, 5, 4), id="an answer after that week"),
        pytest.param([question(9), question(9)], date(2026, 5, 4), id="two at once: once"),
        pytest.param([question(9), question(11)], date(2026, 5, 6), id="one in the other's week"),
        pytest.param(
            [question(9), question(10)], date(2026, 5, 6), id="not on 5 May, a holiday each year"
        ),
        pytest.param([question(9, 9)], date(2026, 4, 28), id="answered at once"),
    ],
)
def test_the_term_stands_still_while_an_answer_is_waited_for(questions, last_day):
    assert decide_before(ASKED, questions, terms=TERMS) == last_day


def test_a_teacher_has_a_week_to_answer_that_ends_on_no_good_friday():
    assert answer_before(Question(date(2026, 3, 27), None), terms=TERMS) == date(2026, 4, 7)


@given(st.lists(st.builds(Question, st.dates(ASKED, date(2027, 3, 1)), st.none())))
def test_another_question_never_brings_the_last_day_forward(questions):
    days = [decide_before(ASKED, questions[:number], terms=TERMS) for number in range(1, 9)]

    assert days == sorted(days)
