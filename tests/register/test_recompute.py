"""Anybody at the register can judge a decision again from what it stored."""

import json

import pytest
from django.core.management import CommandError, call_command

from register.rules import as_record, assess
from register.services.cycles import close_ended
from tests.factories.register import CycleFactory, DecisionFactory
from tests.register.examples import RULES, facts, taught
from tests.register.procedures import deferral_of, do
from tests.register.teachers import teacher_with

pytestmark = pytest.mark.django_db


def test_a_decision_follows_from_its_inputs_whatever_the_file_says_now(capsys):
    cycle = teacher_with(hours=100)
    close_ended(on=cycle.until)
    cycle.registration.person.qualifications.update(subject="WIS")
    decision = cycle.decisions.get()

    call_command("recompute", decision.pk)

    assert json.loads(capsys.readouterr().out) == {
        "decision": decision.pk,
        "outcome": "conditional",
        "rules": "2015 1.0",
        "met": False,
        "same": True,
    }


def test_a_decision_of_before_leave_was_taken_off_still_follows_from_its_inputs(capsys):
    do(deferral_of(cycle := CycleFactory()), "grant")
    then = {"qualification": "Duits", "hours": 1500, "source": "computed_from_appointment"}
    decision = DecisionFactory(
        cycle=cycle,
        inputs={"duty": True, "sectors": ["po"], "hours": {"pedagogy": 160}, "teaching": [then]},
        findings=as_record(assess(RULES, facts(pedagogy=160, teaching=(taught(1500, "Duits"),)))),
    )

    call_command("recompute", decision.pk)

    assert json.loads(capsys.readouterr().out)["same"] is True


def test_findings_that_do_not_follow_are_told(capsys):
    decision = DecisionFactory(findings={"met": True})

    with pytest.raises(CommandError, match="do not follow"):
        call_command("recompute", decision.pk)

    assert json.loads(capsys.readouterr().out)["same"] is False


def test_a_decision_that_is_not_there_is_told():
    with pytest.raises(CommandError, match="no decision"):
        call_command("recompute", 0)
