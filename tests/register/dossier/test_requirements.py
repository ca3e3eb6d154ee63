"""The rows of a page: what the rules found, and the words that belong to it."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from register.dossier.requirements import Row, rows, short_rows
from register.dossier.requirements import facts as facts_of
from register.rules import assess
from tests.register.examples import NOOR, RULES, facts, taught

pytestmark = pytest.mark.django_db  # the names of things come with the rule set


@pytest.fixture(autouse=True)
def in_dutch():
    with override("nl"):
        yield


def names(found):
    return [row.name for row in found]


def test_each_qualification_has_a_row_of_its_own():
    assert names(
        rows(assess(RULES, NOOR), RULES, expected=assess(RULES, NOOR), ahead=assess(RULES, NOOR))
    ) == [
        "Uren samen",
        "Primair proces",
        "Waarvan vakinhoud",
        "Overige uren",
        "Lesgeven: Nederlands, eerste graad",
        "Lesgeven: Geschiedenis",
    ]


def test_in_short_all_teaching_is_one_row():
    *_rest, teaching = short_rows(assess(RULES, NOOR), RULES, ahead=assess(RULES, NOOR))

    assert teaching == Row(
        name="Lesgeven",
        achieved=Decimal(2),
        needed=Decimal(2),
        met=True,
        why="Voor elk 1.328 uur of meer.",
        unit="qualifications",
    )


TAUGHT_LITTLE = facts(teaching=(taught(2140, "Nederlands"), taught(12, "Geschiedenis")))


@pytest.mark.parametrize(
    ("in_the_end", "short", "whole"),
    [
        (
            1328,
            "Zoals uw benoemingen nu zijn, haalt u dit op tijd.",
            "Zoals uw benoemingen nu zijn, haalt u dit op tijd.",
        ),
        (
            1327,
            "Zoals uw benoemingen nu zijn, is het aan het eind niet genoeg voor: Geschiedenis.",
            "Zoals uw benoemingen nu zijn, heeft u aan het eind 1.327 uur.",
        ),
    ],
)
def test_what_was_taught_too_little_is_named_with_what_it_comes_to(in_the_end, short, whole):
    now = assess(RULES, TAUGHT_LITTLE)
    later = (taught(2140, "Nederlands"), taught(in_the_end, "Geschiedenis"))
    ahead = assess(RULES, facts(teaching=later))

    teaching = short_rows(now, RULES, ahead=ahead)[-1]
    history = rows(now, RULES, expected=now, ahead=ahead)[-1]

    assert (teaching.achieved, teaching.met) == (1, False)
    assert teaching.why == f"Nog niet genoeg voor: Geschiedenis. {short}"
    assert history.why == f"Berekend uit uw benoeming. {whole}"


def test_without_a_qualification_the_row_says_so():
    now = assess(RULES, facts(teaching=()))

    teaching = short_rows(now, RULES, ahead=now)[-1]

    assert (teaching.achieved, teaching.needed, teaching.met) == (0, 1, False)
    assert teaching.why == "Bij uw registratie staat nog geen bevoegdheid."
    assert rows(now, RULES, expected=now, ahead=now)[-1].why == teaching.why


def test_the_maximum_says_what_it_leaves_out():
    other = rows(
        assess(RULES, NOOR), RULES, expected=assess(RULES, NOOR), ahead=assess(RULES, NOOR)
    )[3]

    assert (other.achieved, other.needed, other.excess, other.at_most) == (60, 60, 12, True)
    assert other.why == "12 van uw 72 overige uren tellen niet mee: het maximum is 60."


def test_the_norms_themselves_do_not_repeat_it():
    total = rows(
        assess(RULES, NOOR), RULES, expected=assess(RULES, NOOR), ahead=assess(RULES, NOOR)
    )[0]

    assert total.why == "104 = 44 primair + 60 overig."


def test_somebody_else_reads_about_the_teacher_and_nothing_of_what_may_come():
    now = assess(RULES, TAUGHT_LITTLE)

    *_hours, dutch, history = facts_of(now, RULES)

    assert (dutch.why, history.why) == ("Berekend uit de benoemingen.",) * 2
    assert (dutch.met, history.met) == (True, False)
