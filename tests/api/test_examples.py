"""The examples in the documentation are what the API takes and gives."""

import pytest

from cpd.api import activities, attendance, course_shapes, session_shapes
from cpd.api.participants import AttendanceSerializer, ListBody, ListSerializer, SessionSerializer
from register.api import check_shapes
from schools.api import examples, shapes

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


@pytest.mark.parametrize(("body", "example"), TAKEN)
def test_an_example_of_a_request_is_taken(body, example):
    asked = body(data=example)

    asked.is_valid()
    assert asked.errors == {}


@pytest.mark.parametrize(("serializer", "example"), GIVEN)
def test_an_example_of_an_answer_has_the_fields_that_are_given(serializer, example):
    assert list(example) == list(serializer().fields)
