"""What a collective agreement gives, kept for some years, by the size of an appointment."""

from datetime import date
from decimal import Decimal

import pytest

from cpd.budgets import Agreement, Balance, Pot, Spent, Work, balances, fte_in, school_year
from cpd.selectors.terms import agreements

AGREEMENTS = [
    Agreement(date(2020, 8, 1), "po", Decimal(2), 40, Decimal(500), 3),
    Agreement(date(2020, 8, 1), "vo", Decimal(83), 1, Decimal(600), 2),
    Agreement(date(2026, 8, 1), "vo", Decimal(83), 1, Decimal(700), 2),
    Agreement(date(2020, 8, 1), "mbo", Decimal(59), 1, None, 1),
]
TODAY, YEAR = date(2026, 11, 21), date(2026, 8, 1)


def work(sector="vo", fte="0.8", since=date(2026, 8, 1), until=None, appointment=1):
    return Work(appointment, sector, Decimal(fte), since, until)


def only(*spells, spent=()):
    [balance] = balances(AGREEMENTS, spells, spent, on=TODAY)
    return balance


def test_this_year_is_by_the_size_of_the_appointment():
    assert only(work()) == Balance(
        AGREEMENTS[2],
        YEAR,
        Decimal("0.8000"),
        hours=Pot(Decimal("66.40"), Decimal(0), Decimal(0), Decimal("66.40")),
        money=Pot(Decimal("560.00"), Decimal(0), Decimal(0), Decimal("560.00")),
    )


@pytest.mark.parametrize(
    ("spells", "fte"),
    [
        pytest.param([work()], "0.8000", id="all year"),
        pytest.param([work(since=date(2027, 7, 31))], "0.0022", id="one day"),
        pytest.param([work(until=date(2026, 8, 1))], "0.0000", id="ended on the first day"),
        pytest.param([work(), work()], "0.8000", id="two grounds of one appointment"),
        pytest.param([work(), work(appointment=2, fte="0.2")], "1.0000", id="two appointments"),
        pytest.param([work(sector="po")], "0.0000", id="another sector"),
        pytest.param(
            [
                work(until=date(2027, 1, 31)),
                work(fte="0.4", since=date(2027, 1, 31)),
            ],
            "0.6005",
            id="a change of size",
        ),
    ],
)
def test_the_size_is_the_average_of_the_year(spells, fte):
    assert fte_in(spells, "vo", YEAR) == Decimal(fte)


def test_what_is_not_used_is_kept_as_long_as_the_agreement_says():
    spell = work(sector="po", fte="1", since=date(2022, 8, 1))

    money = only(spell).money

    assert (money.granted, money.saved, money.left) == (500, 1000, 1500)


def test_money_of_earlier_years_is_by_the_agreement_of_those_years():
    money = only(work(fte="1", since=date(2024, 8, 1))).money

    assert (money.granted, money.saved, money.left) == (700, 600, 1300)


def test_the_oldest_is_spent_first():
    spell = work(sector="po", fte="1", since=date(2024, 8, 1))
    spent = [Spent(date(2025, 9, 1), Decimal(700), Decimal(0))]

    money = only(spell, spent=spent).money

    # 2024: 500, 2025: 500 less the last 200 of 700, 2026: 500
    assert (money.saved, money.spent, money.left) == (300, 0, 800)


def test_more_than_there_is_leaves_less_than_nothing_this_year_only():
    spell = work(sector="mbo", fte="1", since=date(2025, 8, 1))
    spent = [
        Spent(date(2025, 9, 1), Decimal(0), Decimal(100)),
        Spent(date(2026, 9, 1), Decimal(0), Decimal(60)),
    ]

    hours = only(spell, spent=spent).hours

    assert (hours.granted, hours.saved, hours.spent, hours.left) == (59, 0, 60, -1)


def test_where_the_employer_sets_the_money_there_is_none_to_reckon_with():
    assert only(work(sector="mbo")).money is None


def test_of_two_sectors_the_larger_pays():
    spells = [work(fte="0.2"), work(sector="po", fte="0.6", appointment=2)]
    spent = [Spent(TODAY, Decimal(100), Decimal(2))]

    first, second = balances(AGREEMENTS, spells, spent, on=TODAY)

    assert (first.agreement.sector, first.money.spent) == ("po", 100)
    assert (second.agreement.sector, second.money.spent) == ("vo", 0)


def test_without_work_there_is_no_budget():
    assert balances(AGREEMENTS, [], [], on=TODAY) == []


@pytest.mark.parametrize(
    ("day", "first"),
    [(date(2026, 7, 31), date(2025, 8, 1)), (date(2026, 8, 1), date(2026, 8, 1))],
)
def test_a_school_year_begins_in_august(day, first):
    assert school_year(day) == first


def test_the_agreements_are_those_of_the_source():
    """domain.md §7, “CPD cost”."""
    known = {one.sector: (one.hours, one.money, one.years) for one in agreements()}

    assert known == {
        "po": (2, 500, 3),
        "so": (2, 500, 3),
        "vo": (83, 600, 2),
        "mbo": (59, None, 1),
    }
