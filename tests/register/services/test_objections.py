"""An objection to a decision, from the first act to what it brings about."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from core.errors import Refused
from core.models import AuditEvent
from register.choices.cycles import CycleStatus
from register.choices.registrations import RegistrationStatus
from register.models import Decision
from register.services.decisions import decide_cycle
from register.services.objections import object_to_decision
from tests.factories.accounts import PersonFactory
from tests.factories.register import (
    CycleFactory,
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
    objection_to,
)
from tests.register.teachers import teacher_with

pytestmark = pytest.mark.django_db

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
