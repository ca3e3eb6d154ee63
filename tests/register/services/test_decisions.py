"""The committee decides."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from core.errors import InvalidMove, Refused
from core.models import AuditEvent
from register.choices.cycles import CycleStatus, Outcome
from register.models import Cycle
from register.services.decisions import decide_cycle
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import ActivityFactory
from tests.register.teachers import teacher_with

pytestmark = pytest.mark.django_db

ON = date(2026, 3, 20)


@pytest.fixture
def member():
    return PersonFactory(committee=True)


def decided(cycle, member, outcome, *, on=ON):
    return decide_cycle(
        cycle, actor=member, outcome=outcome, motivation="U mist nog een uur.", on=on
    )


def test_a_teacher_who_falls_short_gets_six_months_of_extra_time(member):
    cycle = teacher_with(hours=159, submitted=True)

    decision = decided(cycle, member, Outcome.CONDITIONAL)

    cycle.refresh_from_db()
    assert (cycle.status, cycle.until, cycle.decided_on) == ("conditional", date(2027, 2, 1), ON)
    assert (decision.ground, decision.made_by, decision.motivation, decision.until) == (
        "not_met",
        member,
        "U mist nog een uur.",
        date(2027, 2, 1),
    )


def test_nobody_is_renewed_while_something_is_missing(member):
    cycle = teacher_with(hours=159, submitted=True)

    with pytest.raises(Refused) as refusal:
        decided(cycle, member, Outcome.RENEWED)

    cycle.refresh_from_db()
    assert refusal.value.code == "not_met"
    assert cycle.status == CycleStatus.SUBMITTED
    assert not AuditEvent.objects.about(cycle).exists()


def test_who_completed_it_in_the_meantime_is_renewed(member):
    cycle = teacher_with(hours=159, submitted=True)
    ActivityFactory(
        person=cycle.registration.person,
        done_on=date(2026, 3, 10),
        hours={"pedagogy": Decimal(1)},
    )

    decision = decided(cycle, member, Outcome.RENEWED)

    cycle.refresh_from_db()
    assert (cycle.status, decision.ground, decision.made_by) == ("renewed", "met", member)
    assert Cycle.objects.filter(registration=cycle.registration).count() == 2
    assert cycle.certificates.get().valid_until == date(2030, 8, 1)


def test_who_has_everything_is_not_held_up(member):
    cycle = teacher_with(hours=160, submitted=True)

    with pytest.raises(Refused) as refusal:
        decided(cycle, member, Outcome.CONDITIONAL)

    assert refusal.value.code == "met"


def test_a_member_does_not_decide_about_the_own_request(member):
    cycle = teacher_with(hours=159, submitted=True, registration__person=member)

    with pytest.raises(PermissionDenied):
        decided(cycle, member, Outcome.CONDITIONAL)


@pytest.mark.parametrize("role", ["administrator", "hr_officer", "validator", "teacher"])
def test_only_the_committee_decides(role):
    cycle = teacher_with(hours=159, submitted=True)

    with pytest.raises(PermissionDenied):
        decided(cycle, PersonFactory(**{role: True}), Outcome.CONDITIONAL)


@pytest.mark.parametrize("status", [{}, {"conditional": True}, {"renewed": True}])
def test_only_what_was_submitted_is_decided(member, status):
    cycle = teacher_with(hours=159, **status)

    with pytest.raises(InvalidMove):
        decided(cycle, member, Outcome.CONDITIONAL)


def test_a_cycle_is_decided_once(member):
    cycle = teacher_with(hours=159, submitted=True)
    decided(cycle, member, Outcome.CONDITIONAL)

    with pytest.raises(InvalidMove):
        decided(cycle, PersonFactory(committee=True), Outcome.CONDITIONAL)
