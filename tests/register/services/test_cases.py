"""Deferral, from the request to what it brings about, and who may act in a case."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from core.errors import InvalidMove, Refused
from register.choices.cycles import CycleStatus
from register.rules import Period
from register.selectors.assessment import standing_of
from register.services.cases import act_in_case, assign_case
from tests.factories.accounts import PersonFactory
from tests.factories.register import (
    PLANNED_UNTIL,
    CycleFactory,
)
from tests.register.conftest import TODAY
from tests.register.posted import run_outbox
from tests.register.procedures import (
    administrator,
    deferral_of,
    do,
)
from tests.register.teachers import teacher_with

pytestmark = pytest.mark.django_db

DAYS_100 = timedelta(days=100)


def taught_in(cycle):
    [row] = standing_of(cycle, on=TODAY).facts.teaching
    return row


class TestDeferral:
    def test_granted_leave_moves_the_end_by_its_days(self):
        cycle = CycleFactory()

        event = do(deferral_of(cycle), "grant")

        cycle.refresh_from_db()
        assert (cycle.planned_until, cycle.until) == (PLANNED_UNTIL + DAYS_100,) * 2
        assert event.named == PLANNED_UNTIL + DAYS_100
        assert cycle.scheduled_until == PLANNED_UNTIL

    def test_a_second_leave_is_united_with_the_first_never_added(self):
        cycle = CycleFactory()
        do(deferral_of(cycle), "grant")

        do(deferral_of(cycle, Period(date(2024, 3, 1), date(2024, 5, 20))), "grant")

        cycle.refresh_from_db()
        days = (date(2024, 5, 20) - date(2024, 1, 1)).days
        assert cycle.deferred_days == days
        assert cycle.planned_until == PLANNED_UNTIL + timedelta(days=days)

    def test_granted_leave_takes_off_the_hours_that_were_not_taught_and_says_so(self):
        cycle = teacher_with(hours=160)
        before = taught_in(cycle)

        do(deferral_of(cycle), "grant")

        after = taught_in(cycle)
        assert (before.hours, before.leave) == (4761, 0)
        assert (after.hours, after.leave) == (4397, 364)

    def test_leave_that_was_only_asked_for_takes_nothing_off(self):
        cycle = teacher_with(hours=160)

        deferral_of(cycle)

        assert taught_in(cycle).leave == 0

    def test_extra_time_follows_the_end_that_moved(self):
        cycle = CycleFactory(conditional=True)

        do(deferral_of(cycle), "grant")

        cycle.refresh_from_db()
        assert cycle.status == CycleStatus.CONDITIONAL
        assert cycle.until == date(2027, 5, 9)  # six months after 9 November 2026

    def test_a_refusal_moves_nothing(self):
        cycle = CycleFactory()

        do(deferral_of(cycle), "refuse")

        cycle.refresh_from_db()
        assert (cycle.planned_until, cycle.deferred_days) == (PLANNED_UNTIL, 0)

    @pytest.mark.parametrize(
        ("leave", "code"),
        [
            (Period(date(2024, 1, 1), date(2024, 2, 25)), "too_short"),
            (Period(date(2021, 1, 1), date(2021, 8, 1)), "outside"),
            (Period(PLANNED_UNTIL, date(2027, 8, 1)), "outside"),
        ],
    )
    def test_leave_that_moves_nothing_is_refused_at_once(self, leave, code):
        with pytest.raises(Refused) as refusal:
            deferral_of(CycleFactory(), leave)

        assert refusal.value.code == code

    def test_two_requests_do_not_wait_at_once(self):
        cycle = CycleFactory()
        deferral_of(cycle)

        with pytest.raises(Refused, match="al gevraagd"):
            deferral_of(cycle)

    def test_a_cycle_that_is_over_is_not_moved(self):
        with pytest.raises(Refused, match="voorbij"):
            deferral_of(CycleFactory(renewed=True))

    def test_nobody_asks_for_another(self):
        cycle = CycleFactory()

        with pytest.raises(PermissionDenied):
            act_in_case(
                deferral_of(cycle),
                act="withdraw",
                actor=PersonFactory(teacher=True),
                words="",
                on=TODAY,
            )

    def test_who_does_not_complete_it_in_a_week_is_not_heard_further(self):
        case = deferral_of(CycleFactory())
        do(case, "request_more")
        run_outbox()

        with pytest.raises(Refused) as refusal:
            do(case, "disregard", on=date(2026, 3, 9))
        do(case, "disregard", on=date(2026, 3, 10))

        assert refusal.value.code == "too_early"
        assert case.status == "disregarded"

    def test_the_list_has_the_last_day_of_the_term_that_runs(self):
        case = deferral_of(CycleFactory())
        assert case.due_on == date(2026, 4, 28)  # eight weeks end on King's Day

        do(case, "request_more")
        assert case.due_on == date(2026, 3, 9)

        do(case, "withdraw")
        assert case.due_on is None

    def test_the_teacher_is_told_and_can_object_from_then_on(self, mailoutbox):
        event = do(deferral_of(CycleFactory()), "refuse")

        run_outbox()

        event.refresh_from_db()
        assert (event.notified_on, event.remedy_until) == (TODAY, date(2026, 4, 13))
        assert mailoutbox[0].subject == "U krijgt geen uitstel"


class TestWho:
    def test_an_administrator_does_not_handle_the_own_case(self):
        cycle = CycleFactory(registration__person=PersonFactory(teacher=True, administrator=True))

        with pytest.raises(PermissionDenied):
            do(deferral_of(cycle), "grant", by=cycle.registration.person)

    def test_a_teacher_decides_nothing(self):
        case = deferral_of(CycleFactory())

        with pytest.raises(PermissionDenied):
            do(case, "grant", by=case.registration.person)

    def test_a_decision_has_reasons(self):
        with pytest.raises(Refused) as refusal:
            do(deferral_of(CycleFactory()), "grant", words=" ")

        assert refusal.value.code == "no_reasons"

    def test_what_the_table_does_not_allow_is_refused(self):
        case = deferral_of(CycleFactory())
        do(case, "withdraw")

        with pytest.raises(InvalidMove):
            do(case, "grant")

    def test_a_case_is_given_to_who_may_work_on_it(self):
        case, member = deferral_of(CycleFactory()), administrator()

        assign_case(case, actor=member, to=member)
        with pytest.raises(PermissionDenied):
            assign_case(case, actor=member, to=case.registration.person)

        case.refresh_from_db()
        assert case.assigned_to == member
