"""The examples in the documentation are what the API takes and gives."""

import pytest

from accounts.models import Agreement
from cpd.api import activities, attendance, course_shapes, session_shapes
from cpd.api.participants import AttendanceSerializer, ListBody, ListSerializer, SessionSerializer
from cpd.models import Session
from register.api import check_shapes
from schools.api import examples, shapes
from schools.models import Board
from tests.factories.accounts import AgreementFactory
from tests.factories.cpd import SessionFactory
from tests.factories.schools import BoardFactory

TAKEN = [
    (activities.ActivityBody, activities.QUESTION),
    (course_shapes.CourseBody, course_shapes.DESCRIBED),
    (ListBody, attendance.LIST),
    (session_shapes.SessionBody, session_shapes.PLAN),
    (session_shapes.CancellationBody, session_shapes.CANCELLATION),
    (check_shapes.CheckBody, check_shapes.QUESTION),
    (shapes.DeliveryBody, {"regels": [examples.ROW]}),
]
GIVEN = [
    (activities.ActivitySerializer, activities.EXAMPLE),
    (course_shapes.CourseSerializer, course_shapes.COURSE),
    (course_shapes.DescribedSerializer, course_shapes.TOLD),
    (AttendanceSerializer, attendance.ATTENDANCE),
    (ListSerializer, attendance.LISTED),
    (SessionSerializer, session_shapes.SESSION),
    (session_shapes.PlannedSerializer, session_shapes.TOLD),
    (check_shapes.CheckSerializer, check_shapes.EXAMPLE),
    (shapes.DeliverySerializer, examples.EXAMPLE),
    (shapes.DeliverySerializer, examples.UNDO),
]


@pytest.fixture
def known():
    """What the examples speak of is there."""
    SessionFactory(pk=attendance.LIST["bijeenkomst"])
    AgreementFactory(code=check_shapes.QUESTION["doel"])
    BoardFactory()
    return {
        ListBody: {"own": Session.objects.all()},
        session_shapes.SessionBody: {"course": lambda pk: "", "begun": False},
        check_shapes.CheckBody: {"own": Agreement.objects.all()},
        shapes.DeliveryBody: {"served": Board.objects.all(), "names": False},
    }


@pytest.mark.parametrize(("body", "example"), TAKEN)
def test_an_example_of_a_request_is_taken(body, example, known):
    asked = body(data=example, context=known.get(body, {}))

    asked.is_valid()
    assert asked.errors == {}


@pytest.mark.parametrize(("serializer", "example"), GIVEN)
def test_an_example_of_an_answer_has_the_fields_that_are_given(serializer, example):
    assert list(example) == list(serializer().fields)
