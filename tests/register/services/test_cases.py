"""Deferral, striking off and objection, from the first act to what they bring about."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from core.errors import InvalidMove, Refused
from core.models import AuditEvent
from register.choices import CaseGround, CycleStatus, RegistrationStatus
from register.models import Decision
from register.rules import Period
from register.selectors.assessment import standing_of
from register.selectors.public import check_certificate, public_entry
from register.services.cases import act_in_case, assign_case
from register.services.cycles import close_ended
from register.services.decisions import decide_cycle
from register.services.objections import object_to_decision
from tests.factories.accounts import PersonFactory
from tests.factories.register import (
    PLANNED_UNTIL,
    CertificateFactory,
    CycleFactory,
    RegistrationFactory,
)
from tests.register.conftest import TODAY
from tests.register.posted import run_outbox
from tests.register.procedures import (
    LEAVE,
    administrator,
    advised,
    announced,
    deferral_of,
    do,
    leaving,
    objection_to,
)
from tests.register.teachers import teacher_with

pytestmark = pytest.mark.django_db

DAYS_100 = timedelta(days=100)
WEEKS_7 = timedelta(weeks=7)


def given_time(**cycle) -> Decision:
    """A decision that gave somebody extra time, by a member of the committee."""
    cycle = teacher_with(hours=100, submitted=True, **cycle)
    return decide_cycle(
        cycle,
        actor=PersonFactory(committee=True),
        outcome="conditional",
        motivation="Er ontbreekt iets.",
        on=TODAY,
    )


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


class TestStrikingOff:
    def test_nobody_finds_who_was_struck_off(self):
        certificate = CertificateFactory()
        registration = certificate.cycle.registration
        number = registration.person.number
        CycleFactory(
            registration=registration,
            since=PLANNED_UNTIL,
            planned_until=date(2030, 8, 1),
            counted_since=date(2026, 3, 2),
        )
        assert public_entry(number, on=TODAY)

        do(leaving(registration), "strike_off")

        check = check_certificate(certificate.code, on=TODAY)
        assert public_entry(number, on=TODAY) is None
        assert check is not None
        assert not check.valid

    def test_the_cycle_is_broken_off(self):
        cycle = CycleFactory()

        do(leaving(cycle.registration), "strike_off")

        cycle.refresh_from_db()
        assert (cycle.status, cycle.until) == (CycleStatus.BROKEN_OFF, TODAY)
        assert cycle.planned_until == PLANNED_UNTIL
        assert close_ended(on=PLANNED_UNTIL) == 0

    def test_who_loses_the_qualification_may_answer_first(self):
        case = announced()
        run_outbox()

        with pytest.raises(Refused) as refusal:
            do(case, "strike_off")
        do(case, "give_view", words="Dat is niet zo.")
        do(case, "strike_off")

        assert refusal.value.code == "too_early"
        case.registration.refresh_from_db()
        assert case.registration.status == RegistrationStatus.STRUCK_OFF

    def test_after_six_weeks_no_answer_is_waited_for(self):
        case = announced()
        run_outbox()

        do(case, "strike_off", on=date(2026, 4, 14))

        assert case.status == "struck_off"

    def test_nobody_writes_to_who_died(self, mailoutbox):
        do(announced(ground=CaseGround.DEATH), "strike_off")

        run_outbox()

        assert mailoutbox == []

    def test_a_registration_is_not_struck_off_twice_at_once(self):
        registration = RegistrationFactory()
        announced(registration)

        with pytest.raises(Refused, match="al een doorhaling"):
            leaving(registration)

    def test_who_is_not_registered_cannot_be_struck_off(self):
        with pytest.raises(Refused, match="kan nu niet"):
            leaving(RegistrationFactory(delivered=True))

    def test_who_comes_back_goes_on_with_the_cycle_as_it_was_planned(self):
        cycle = CycleFactory()
        case = leaving(cycle.registration)
        do(case, "strike_off")
        do(case, "ask_restoration")

        do(case, "restore", on=date(2026, 6, 1))

        cycle.refresh_from_db()
        assert (cycle.status, cycle.until) == (CycleStatus.OPEN, PLANNED_UNTIL)
        assert public_entry(cycle.registration.person.number, on=TODAY)

    def test_who_comes_back_after_its_end_begins_anew(self):
        cycle = CycleFactory()
        case = leaving(cycle.registration)
        do(case, "strike_off")
        do(case, "ask_restoration")

        do(case, "restore", on=date(2026, 9, 1))

        new = cycle.registration.cycles.get(status=CycleStatus.OPEN)
        assert (new.since, new.counted_since) == (date(2026, 9, 1), date(2026, 9, 1))

    def test_extra_time_goes_on_too(self):
        cycle = CycleFactory(
            conditional=True,
            since=date(2022, 1, 1),
            planned_until=date(2026, 1, 1),
            decided_on=date(2026, 1, 1),
            until=date(2026, 7, 1),
        )
        case = leaving(cycle.registration)
        do(case, "strike_off")
        do(case, "ask_restoration")

        do(case, "restore")

        cycle.refresh_from_db()
        assert (cycle.status, cycle.until) == (CycleStatus.CONDITIONAL, date(2026, 7, 1))


class TestObjection:
    def test_a_founded_one_sends_the_cycle_to_the_committee_again(self):
        decision = given_time()

        do(advised(objection_to(decision)), "uphold")

        cycle = decision.cycle
        cycle.refresh_from_db()
        assert (cycle.status, cycle.decided_on) == (CycleStatus.SUBMITTED, None)
        again = decide_cycle(
            cycle,
            actor=PersonFactory(committee=True),
            outcome="conditional",
            motivation="Nog steeds.",
            on=TODAY,
        )
        assert again.replaces == decision

    def test_a_founded_one_grants_the_deferral_that_was_refused(self):
        cycle = CycleFactory()
        refused = do(deferral_of(cycle), "refuse")

        do(advised(objection_to(refused)), "uphold")

        cycle.refresh_from_db()
        assert cycle.deferred_days == (LEAVE.until - LEAVE.since).days

    def test_a_founded_one_undoes_a_striking_off(self):
        case = announced()
        do(case, "give_view")
        struck = do(case, "strike_off")

        do(advised(objection_to(struck)), "uphold")

        case.registration.refresh_from_db()
        assert case.registration.status == RegistrationStatus.REGISTERED

    def test_an_unfounded_one_changes_nothing_and_leads_to_court(self):
        decision = given_time()

        event = do(advised(objection_to(decision)), "dismiss")

        run_outbox()
        event.refresh_from_db()
        decision.cycle.refresh_from_db()
        assert decision.cycle.status == CycleStatus.CONDITIONAL
        assert event.rule.remedy == "appeal"
        assert event.remedy_until == date(2026, 4, 13)

    def test_who_decided_does_not_decide_on_the_objection(self):
        decider = PersonFactory(administrator=True)
        case = deferral_of(CycleFactory())
        refused = do(case, "refuse", by=decider)
        objection = advised(objection_to(refused))

        with pytest.raises(PermissionDenied):
            do(objection, "uphold", by=decider)

    def test_who_had_any_part_in_the_case_does_not_either(self):
        helper = PersonFactory(administrator=True)
        case = deferral_of(CycleFactory())
        do(case, "request_more", by=helper)
        do(case, "supply")
        objection = advised(objection_to(do(case, "refuse")))

        with pytest.raises(PermissionDenied):
            do(objection, "uphold", by=helper)

    def test_who_advised_does_not_decide(self):
        both = PersonFactory(administrator=True)
        other = PersonFactory(objections=True)
        other.roles.update(person=both)
        objection = advised(objection_to(given_time()), adviser=both)

        with pytest.raises(PermissionDenied):
            do(objection, "dismiss", by=both)

    def test_nobody_advises_without_that_role(self):
        objection = objection_to(given_time())
        do(objection, "admit")
        do(objection, "waive_hearing")

        with pytest.raises(PermissionDenied):
            do(objection, "advise", by=administrator())

    def test_it_can_be_adjourned_once(self):
        objection = objection_to(given_time())
        before = objection.due_on

        do(objection, "adjourn")

        assert objection.due_on == before + timedelta(weeks=6)
        with pytest.raises(Refused) as refusal:
            do(objection, "adjourn")
        assert refusal.value.code == "once"

    def test_a_hearing_is_on_a_day_to_come(self):
        adviser = PersonFactory(objections=True)
        objection = objection_to(given_time())
        do(objection, "admit")

        with pytest.raises(Refused) as refusal:
            do(objection, "invite", by=adviser, named=TODAY)
        do(objection, "invite", by=adviser, named=TODAY + WEEKS_7)

        assert refusal.value.code == "no_day"
        assert objection.status == "hearing"

    def test_a_late_one_is_received_and_judged(self):
        objection = objection_to(given_time(), on=date(2026, 4, 20))

        do(objection, "declare_inadmissible", on=date(2026, 4, 21))

        assert objection.status == "inadmissible"

    def test_one_objects_to_a_letter_one_has(self):
        decision = given_time()

        with pytest.raises(Refused, match="moet nog worden verstuurd"):
            objection_to_unsent(decision)

    def test_not_twice_to_the_same(self):
        decision = given_time()
        objection_to(decision)

        with pytest.raises(Refused, match="al bezwaar"):
            objection_to(decision)

    def test_not_to_the_decision_on_an_objection(self):
        event = do(advised(objection_to(given_time())), "dismiss")

        with pytest.raises(Refused, match="geen bezwaar"):
            objection_to(event)

    def test_every_act_is_in_the_trail(self):
        objection = advised(objection_to(given_time()))

        acts = AuditEvent.objects.about(objection).order_by("pk").values_list("action", flat=True)
        assert list(acts) == [
            "case.opened",
            "case.objection.admit",
            "case.objection.waive_hearing",
            "case.objection.advise",
        ]


def objection_to_unsent(decision):
    return object_to_decision(
        decision, actor=decision.cycle.registration.person, words="Nee.", on=TODAY
    )
