"""The engine of procedures: clocks that start, stop, are longer, and end on a working day."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.choices.cases import PROCEDURES, CaseAct, CaseStatus, ClockCode
from register.rules import Event, Party, Period, days_of_leave, still_waits_for, terms

DEFERRAL, OBJECTION = PROCEDURES["deferral"], PROCEDURES["objection"]
STRIKING_OFF = PROCEDURES["striking_off"]
LIMITS = {"shortest_days": 56, "longest_days": 730}
DAYS = st.dates(date(2026, 1, 1), date(2031, 12, 31))


def due(procedure, *events, clock="decide"):
    [term] = [term for term in terms(procedure, events) if term.clock.code == clock]
    return term.due_on


class TestDeferral:
    def test_good_friday_and_easter_monday_are_no_last_days(self):
        """Eight weeks after 6 February 2026 is Friday 3 April."""
        assert due(DEFERRAL, Event("ask", date(2026, 2, 6))) == date(2026, 4, 7)

    def test_weeks_pass_over_a_leap_day_and_a_new_year(self):
        assert due(DEFERRAL, Event("ask", date(2028, 1, 4))) == date(2028, 2, 29)
        assert due(DEFERRAL, Event("ask", date(2026, 11, 6))) == date(2027, 1, 4)

    def test_king_s_day_is_no_last_day(self):
        """Eight weeks after 2 March 2026 is Monday 27 April."""
        assert date(2026, 3, 2) + timedelta(weeks=8) == date(2026, 4, 27)
        assert due(DEFERRAL, Event("ask", date(2026, 3, 2))) == date(2026, 4, 28)

    def test_the_clock_stands_still_until_what_was_asked_comes(self):
        asked = [Event("ask", date(2026, 6, 1)), Event("request_more", date(2026, 6, 8))]

        # The 9th and the 10th do not count, the 11th does (Awb 4:15).
        assert due(DEFERRAL, *asked, Event("supply", date(2026, 6, 11))) == date(2026, 7, 29)
        assert due(DEFERRAL, *asked, Event("supply", date(2026, 6, 8))) == date(2026, 7, 27)

    def test_it_stands_still_no_longer_than_the_teacher_has(self):
        asked = [Event("ask", date(2026, 6, 1)), Event("request_more", date(2026, 6, 8))]

        assert due(DEFERRAL, *asked) == date(2026, 8, 3)
        assert due(DEFERRAL, *asked, Event("supply", date(2026, 6, 15))) == date(2026, 8, 3)
        assert due(DEFERRAL, *asked, Event("supply", date(2026, 7, 8))) == date(2026, 8, 3)

    def test_it_stands_still_from_the_day_on_which_the_letter_went_out(self):
        asked = Event("ask", date(2026, 6, 1))
        posted = Event("request_more", date(2026, 6, 8), told_on=date(2026, 6, 15))

        assert due(DEFERRAL, asked, posted, Event("supply", date(2026, 6, 18))) == date(2026, 7, 29)

    def test_it_stands_still_over_christmas_and_a_new_year(self):
        """The week to complete ends on the 25th and so on Monday the 28th: ten days."""
        asked = [Event("ask", date(2026, 12, 14)), Event("request_more", date(2026, 12, 18))]

        assert due(DEFERRAL, *asked, clock="supply") == date(2026, 12, 28)
        assert due(DEFERRAL, *asked) == date(2027, 2, 8) + timedelta(days=10)

    def test_it_stands_still_on_a_leap_day(self):
        asked = [Event("ask", date(2028, 2, 1)), Event("request_more", date(2028, 2, 25))]

        assert due(DEFERRAL, *asked, Event("supply", date(2028, 3, 2))) == date(2028, 4, 3)

    def test_it_can_stand_still_twice(self):
        events = [
            Event("ask", date(2026, 6, 1)),
            Event("request_more", date(2026, 6, 8)),
            Event("supply", date(2026, 6, 10)),
            Event("request_more", date(2026, 6, 15)),
            Event("supply", date(2026, 6, 16)),
        ]

        assert due(DEFERRAL, *events) == date(2026, 7, 28)

    def test_nothing_is_disregarded_while_there_is_time_to_complete(self):
        events = [Event("ask", date(2026, 6, 1)), Event("request_more", date(2026, 6, 8))]
        act = DEFERRAL.act("disregard")

        assert still_waits_for(DEFERRAL, act, events, on=date(2026, 6, 15))
        assert still_waits_for(DEFERRAL, act, events, on=date(2026, 6, 16)) is None


class TestObjection:
    received = Event("object", date(2026, 3, 10), named=date(2026, 4, 13))

    def test_the_term_runs_from_the_end_of_that_for_objecting(self):
        assert due(OBJECTION, self.received) == date(2026, 7, 6)

    def test_adjourning_adds_six_weeks(self):
        adjourned = Event("adjourn", date(2026, 6, 1))

        assert due(OBJECTION, self.received, adjourned) == date(2026, 8, 17)

    def test_who_agrees_to_a_later_day_gets_that_day(self):
        agreed = Event("agree_later", date(2026, 6, 1), named=date(2026, 9, 5))

        assert due(OBJECTION, self.received, agreed) == date(2026, 9, 7)

    def test_a_repair_stops_it(self):
        asked, done = (
            Event("request_repair", date(2026, 4, 20)),
            Event("repair", date(2026, 4, 23)),
        )

        assert due(OBJECTION, self.received, asked, done) == date(2026, 7, 8)

    def test_standing_still_makes_it_no_term_that_may_end_in_a_weekend(self):
        """Twelve weeks and twelve days after 13 April 2026 is Saturday 18 July."""
        events = [
            self.received,
            Event("request_repair", date(2026, 4, 14)),
            Event("repair", date(2026, 4, 22)),
            Event("request_repair", date(2026, 4, 23)),
            Event("repair", date(2026, 4, 29)),
        ]
        paused = [term for term in terms(OBJECTION, events) if term.clock.code == "decide"]

        assert [term.due_on for term in paused] == [date(2026, 7, 20)]

    def test_a_repair_in_the_holidays_of_may_has_until_the_day_after_them(self):
        """A week after 28 April 2026 is Tuesday 5 May."""
        asked = Event("request_repair", date(2026, 4, 28))

        assert due(OBJECTION, self.received, asked, clock="repair") == date(2026, 5, 6)
        assert due(OBJECTION, self.received, asked) == date(2026, 7, 14)


class TestStrikingOff:
    announced = Event("announce", date(2026, 3, 23))

    def test_the_view_may_be_given_until_after_liberation_day(self):
        """Six weeks after 24 March 2026 is Tuesday 5 May."""
        announced = Event("announce", date(2026, 3, 24))

        assert due(STRIKING_OFF, announced, clock="view") == date(2026, 5, 6)

    def test_nobody_is_struck_off_before_that_unless_the_view_came(self):
        act = STRIKING_OFF.act("strike_off")
        viewed = Event("give_view", date(2026, 4, 1))

        def waits(*events, on):
            return still_waits_for(STRIKING_OFF, act, events, on=on) is not None

        assert waits(self.announced, on=date(2026, 5, 4))
        assert not waits(self.announced, on=date(2026, 5, 5))
        assert not waits(self.announced, viewed, on=date(2026, 4, 1))
        assert not waits(Event("report_death", date(2026, 4, 1)), on=date(2026, 4, 1))


@pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES)
class TestTables:
    def test_every_word_of_the_table_has_words_for_people(self, procedure):
        acts = {act.code for act in procedure.acts}
        steps = {act.target for act in procedure.acts} - {""}

        assert acts <= set(CaseAct.values)
        assert steps <= set(CaseStatus.values)
        assert {clock.code for clock in procedure.clocks} <= set(ClockCode.values)

    def test_every_step_can_be_reached(self, procedure):
        reached = {act.target for act in procedure.acts if not act.sources}
        while (
            more := {act.target for act in procedure.acts if act.sources & reached and act.target}
            - reached
        ):
            reached |= more

        assert reached == {act.target for act in procedure.acts} - {""}

    def test_every_clock_points_at_acts_and_clocks_that_exist(self, procedure):
        acts = {act.code for act in procedure.acts}
        for clock in procedure.clocks:
            named = clock.starts | clock.ends | set(clock.paused) | set(clock.extended_by)
            assert named <= acts
            assert all(procedure.clock(other) for other in clock.paused.values())
        for act in procedure.acts:
            assert not act.after or procedure.clock(act.after)

    def test_whatever_binds_the_teacher_is_told(self, procedure):
        decisions = [act for act in procedure.acts if act.decides]

        assert all(act.told for act in decisions)
        assert decisions

    def test_it_says_where_it_comes_from(self, procedure):
        assert "domain.md §" in procedure.source
        assert all(clock.source for clock in procedure.clocks)

    def test_what_the_public_reads_of_it_has_no_numbers_of_our_own_list(self, procedure):
        assert not [clock.source for clock in procedure.clocks if re.search(r"\bS\d", clock.source)]


def test_only_an_objection_has_deciders_and_advisers():
    special = {Party.DECIDER, Party.ADVISER}

    assert {code for code, one in PROCEDURES.items() if special & {act.by for act in one.acts}} == {
        "objection"
    }


spells = st.lists(
    st.builds(
        lambda since, days: Period(since, since + timedelta(days=days)),
        DAYS,
        st.integers(1, 900),
    ),
    max_size=6,
)
SINCE, UNTIL = date(2026, 8, 1), date(2030, 8, 1)


def moved(leave):
    return days_of_leave(leave, since=SINCE, scheduled_until=UNTIL, **LIMITS)


@given(spells)
def test_the_end_moves_by_the_days_of_the_union_at_most_two_years(leave):
    days = moved(leave)
    until = UNTIL + timedelta(days=days)
    counted = {
        spell.since + timedelta(days=n)
        for spell in leave
        if (spell.until - spell.since).days >= LIMITS["shortest_days"]
        for n in range((spell.until - spell.since).days)
    }
    within = sum(SINCE <= day < until for day in counted)

    assert days == min(within, LIMITS["longest_days"])


@given(spells, spells)
def test_more_leave_never_moves_the_end_back(leave, more):
    assert moved(leave) <= moved(leave + more)


@given(spells, st.randoms())
def test_neither_order_nor_saying_it_twice_matters(leave, chance):
    shuffled = leave + leave
    chance.shuffle(shuffled)

    assert moved(shuffled) == moved(leave)


def test_leave_shorter_than_eight_weeks_moves_nothing():
    assert moved([Period(date(2027, 1, 1), date(2027, 2, 25))]) == 0
    assert moved([Period(date(2027, 1, 1), date(2027, 2, 26))]) == 56


def test_leave_in_the_days_that_were_won_counts():
    first = Period(date(2027, 1, 1), date(2027, 4, 11))  # 100 days: until 9 November 2030
    second = Period(date(2030, 9, 1), date(2030, 11, 1))  # 61 days

    assert moved([first, second]) == 161
