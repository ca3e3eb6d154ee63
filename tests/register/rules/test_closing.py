from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.rules import Gap, assess, closed_by, helpful_categories, with_hours
from tests.register.examples import NOOR, OTHER, PRIMARY, RULES, facts

from .test_assessment import activities, teacher

splits = st.dictionaries(
    st.sampled_from(sorted(PRIMARY | OTHER)), st.integers(1, 200).map(Decimal), max_size=4
)


def test_hours_on_top_leave_the_facts_as_they_were():
    more = with_hours(NOOR, [{"pedagogy": Decimal(2)}, {"pedagogy": Decimal(3)}])

    assert (NOOR.hours["pedagogy"], more.hours["pedagogy"]) == (6, 11)


@pytest.mark.parametrize(
    ("split", "closed"),
    [
        pytest.param({"subject_content": 16}, (16, 16, 16), id="just what is missing"),
        pytest.param({"subject_content": 20}, (20, 20, 16), id="more content than is missing"),
        pytest.param({"pedagogy": 60}, (40, 40, 0), id="content stays missing"),
        pytest.param({"school_development": 20}, (0, 0, 0), id="other is full"),
        pytest.param({"subject_content": 100}, (56, 56, 16), id="never more than is missing"),
    ],
)
def test_an_offer_closes_what_the_rules_say(split, closed):
    hours = {category: Decimal(number) for category, number in split.items()}

    assert closed_by(RULES, NOOR, hours) == Gap(*map(Decimal, closed))


@pytest.mark.parametrize(
    ("done", "categories"),
    [
        pytest.param({}, PRIMARY | OTHER, id="nothing yet: everything helps"),
        pytest.param({"school_development": 60}, PRIMARY, id="other is full"),
        pytest.param(
            {"pedagogy": 110, "school_development": 60}, {"subject_content"}, id="content"
        ),
        pytest.param({"subject_content": 160}, set(), id="nothing is missing"),
    ],
)
def test_only_categories_that_help_are_looked_in(done, categories):
    gap = assess(RULES, facts(sector="vo", **done)).gap

    assert helpful_categories(RULES, gap) == categories


@given(activities, splits)
def test_nothing_closes_more_than_it_has_hours_or_than_is_missing(done, split):
    before = teacher(done)

    closed = closed_by(RULES, before, split)

    assert 0 <= closed.hours <= min(sum(split.values()), assess(RULES, before).gap.hours)
    assert 0 <= closed.content <= split.get("subject_content", 0)


@given(activities, splits)
def test_an_hour_in_another_category_than_those_that_help_closes_nothing(done, split):
    before = teacher(done)
    helpful = helpful_categories(RULES, assess(RULES, before).gap)
    useless = {category: hours for category, hours in split.items() if category not in helpful}

    assert closed_by(RULES, before, useless).hours == 0
