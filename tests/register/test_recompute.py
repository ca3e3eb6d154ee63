"""Anybody at the register can judge a decision again from what it stored."""

import json

import pytest
from django.core.management import CommandError, call_command

from register.services.cycles import close_ended
from tests.factories.register import DecisionFactory
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


def test_findings_that_do_not_follow_are_told(capsys):
    decision = DecisionFactory(findings={"met": True})

    with pytest.raises(CommandError, match="do not follow"):
        call_command("recompute", decision.pk)

    assert json.loads(capsys.readouterr().out)["same"] is False


def test_a_decision_that_is_not_there_is_told():
    with pytest.raises(CommandError, match="no decision"):
        call_command("recompute", 0)
