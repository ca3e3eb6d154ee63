from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from cpd.choices.activities import ActivityKind, Category
from cpd.rules import split_hours
from cpd.selectors.activities import activities_in, hours_by_category, hours_sql, latest_activities
from cpd.selectors.terms import shares, terms_on
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import ActivityFactory

SINCE, UNTIL = date(2023, 8, 1), date(2027, 8, 1)


@pytest.fixture
def person(db):
    return PersonFactory(teacher=True)


def test_hours_are_summed_per_category(person):
    ActivityFactory(person=person, hours={"pedagogy": Decimal("1.5"), "subject_content": 2})
    ActivityFactory(person=person, hours={"pedagogy": 1})
    ActivityFactory()

    assert hours_by_category(person.pk, SINCE, UNTIL) == {
        "pedagogy": Decimal("2.5"),
        "subject_content": Decimal(2),
    }


@pytest.mark.parametrize(
    ("done_on", "expected"),
    [
        pytest.param(date(2023, 7, 31), {}, id="the day before"),
        pytest.param(date(2023, 8, 1), {"pedagogy": Decimal(2)}, id="the first day"),
        pytest.param(date(2027, 7, 31), {"pedagogy": Decimal(2)}, id="the last day"),
        pytest.param(date(2027, 8, 1), {}, id="the day after"),
    ],
)
def test_hours_are_of_the_period(person, done_on, expected):
    ActivityFactory(person=person, done_on=done_on, hours={"pedagogy": 2})

    assert hours_by_category(person.pk, SINCE, UNTIL) == expected


@pytest.mark.parametrize("trait", ["withdrawn", "settled"])
def test_hours_that_do_not_count_are_left_out(person, trait):
    ActivityFactory(person=person, **{trait: True})

    assert hours_by_category(person.pk, SINCE, UNTIL) == {}


def test_the_sums_of_many_are_those_of_each(person):
    other, nobody = PersonFactory(), PersonFactory()
    ActivityFactory(person=person, hours={"pedagogy": Decimal("1.25"), "professional_group": 2})
    ActivityFactory(person=person, done_on=date(2020, 1, 1))
    ActivityFactory(person=other, hours={"subject_content": 3})
    ActivityFactory(person=other, withdrawn=True)
    ActivityFactory(person=other, settled=True)
    people = [person.pk, other.pk, nobody.pk]
    windows = (
        "select id * 10 as id, id as person_id, date '2023-08-01' as since,"
        " date '2027-08-01' as until from accounts_person where id = any(%s)"
    )

    with connection.cursor() as cursor:
        cursor.execute(hours_sql(windows), [people])
        names = [column.name for column in cursor.description]
        rows = cursor.fetchall()

    summed = {
        key: {name: number for name, number in zip(Category.values, hours, strict=True) if number}
        for key, _person, _since, _until, *hours in rows
    }
    assert names == ["id", "person_id", "since", "until", *Category.values]
    assert summed == {pk * 10: hours_by_category(pk, SINCE, UNTIL) for pk in people}


def test_the_latest_activities_are_what_was_done_last(person):
    _, new, newest = (
        ActivityFactory(person=person, done_on=date(2026, 11, day)) for day in (1, 2, 3)
    )
    ActivityFactory(person=person, done_on=date(2026, 11, 4), withdrawn=True)

    assert latest_activities(person, 2) == [newest, new]


def test_activities_of_a_period_are_what_counts_and_what_was_settled(person):
    counts, settled = ActivityFactory(person=person), ActivityFactory(person=person, settled=True)
    ActivityFactory(person=person, withdrawn=True)
    ActivityFactory(person=person, done_on=UNTIL)
    ActivityFactory()

    assert set(activities_in(person, SINCE, UNTIL)) == {counts, settled}


def test_reading_the_latest_activities_with_their_hours_takes_one_query(
    person, django_assert_num_queries
):
    for day in (1, 2, 3):
        ActivityFactory(person=person, done_on=date(2026, 11, day))

    with django_assert_num_queries(1):
        totals = [activity.sum for activity in latest_activities(person, 5)]

    assert totals == [2, 2, 2]


@pytest.mark.parametrize("kind", ActivityKind.values)
def test_every_kind_has_shares_that_make_a_whole(kind):
    split = split_hours(shares(), kind=kind, hours=Decimal(100), on=date(2026, 11, 21))

    assert sum(split.values()) == 100
    assert set(split) <= set(Category.values)


def test_the_terms_are_read_from_the_configuration():
    terms = terms_on(date(2026, 11, 21))

    assert (terms.judging_weeks, terms.validity_years, terms.criteria) == (4, 4, "2026-1")
