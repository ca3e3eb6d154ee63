import json
from decimal import Decimal

import pytest

from register.rules import (
    NO_DUTY,
    Source,
    Teaching,
    as_record,
    assess,
    facts_as_record,
    facts_from_record,
    from_record,
)
from tests.register.examples import DONE, NOOR, RULES, facts

ON_LEAVE = Teaching("Duits", Decimal(1200), Source.APPOINTMENT, leave=Decimal(415))


@pytest.mark.parametrize("done", [NOOR, DONE, facts(teaching=()), facts(pedagogy=Decimal("12.25"))])
def test_an_assessment_survives_being_stored(done):
    found = assess(RULES, done)

    assert from_record(json.loads(json.dumps(as_record(found)))) == found


def test_no_duty_survives_being_stored():
    assert from_record(json.loads(json.dumps(as_record(NO_DUTY)))) == NO_DUTY


@pytest.mark.parametrize("done", [NOOR, facts(teaching=(ON_LEAVE,))])
def test_the_facts_survive_being_stored(done):
    assert facts_from_record(json.loads(json.dumps(facts_as_record(done)))) == done


def test_a_stored_requirement_can_be_read_without_us():
    [total, *_] = as_record(assess(RULES, NOOR))["requirements"]

    assert total == {
        "code": "total",
        "qualification": "",
        "needed": 160,
        "achieved": 116,
        "counted": 104,
        "missing": 56,
        "met": False,
        "reasons": [
            {"code": "sum", "params": {"total": 104, "primary": 44, "other": 60}},
            {"code": "other_capped", "params": {"done": 72, "cap": 60, "excess": 12}},
        ],
    }
