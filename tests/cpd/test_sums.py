"""Whatever a teacher does, what is stored agrees: the register reads the sums from the hours
alone, and pages read the activities with them.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import Refused
from cpd.choices.activities import ActivityKind, ActivityStatus, Category
from cpd.models import Activity, ActivityHours
from cpd.rules import QUARTER, Entry
from cpd.selectors.activities import hours_by_category
from cpd.selectors.file import search_activities, totals_of
from cpd.services.activities import (
    change_activity,
    freeze_activities,
    log_activity,
    restore_activity,
    withdraw_activity,
)
from tests.cpd.conftest import TODAY
from tests.factories.accounts import PersonFactory

SINCE, MIDDLE, UNTIL = date(2026, 1, 1), date(2026, 6, 1), date(2027, 1, 1)
quarters = st.integers(1, 400).map(lambda number: number * QUARTER)
splits = st.dictionaries(st.sampled_from(Category.values), quarters, max_size=3)


@st.composite
def entries(draw):
    split = draw(splits)
    hours = sum(split.values(), Decimal(0)) if split else draw(quarters)
    done_on = SINCE + timedelta(days=draw(st.integers(0, (TODAY - SINCE).days)))
    kind = draw(st.sampled_from(ActivityKind.values))
    return Entry(kind, done_on, hours, draw(st.sampled_from(["", "Lezen"])), split)


deeds = st.lists(
    st.tuples(
        st.sampled_from(["log", "change", "withdraw", "restore", "freeze"]),
        entries(),
        st.integers(0, 3),
    ),
    max_size=8,
)


def do(deed, entry, which, teacher):
    own = list(Activity.objects.of(teacher).order_by("pk"))
    if deed == "log":
        log_activity(teacher, actor=teacher, on=TODAY, entry=entry)
    elif deed == "freeze":
        freeze_activities(teacher.pk, SINCE, MIDDLE, actor=None)
    elif own:
        one = own[which % len(own)]
        if deed == "change":
            change_activity(one, actor=teacher, on=TODAY, entry=entry, version=one.version)
        else:
            {"withdraw": withdraw_activity, "restore": restore_activity}[deed](one, actor=teacher)


@pytest.mark.django_db
@settings(max_examples=40)
@given(deeds)
def test_stored_activities_and_sums_of_hours_always_agree(story):
    teacher = PersonFactory(teacher=True)
    for deed, entry, which in story:
        try:
            do(deed, entry, which, teacher)
        except Refused:
            continue  # what a rule refuses leaves nothing behind

    own = Activity.objects.of(teacher).with_hours()
    counting = [one for one in own if one.status == ActivityStatus.COUNTS]
    in_file = [one for one in own if one.status != ActivityStatus.WITHDRAWN]
    assert sum(hours_by_category(teacher.pk, SINCE, UNTIL).values()) == sum(
        one.total for one in counting
    )
    assert totals_of(search_activities(teacher, {})).total == sum(one.total for one in in_file)
    rows = ActivityHours.objects.filter(activity__person=teacher).select_related("activity")
    assert all(
        (row.person_id, row.done_on, row.status)
        == (teacher.pk, row.activity.done_on, row.activity.status)
        for row in rows
    )
