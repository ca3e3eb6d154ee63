"""The examples in the documentation are what the API takes and gives."""

import pytest

from cpd.api import activities, attendance, courses, sessions
from cpd.api.participants import AttendanceSerializer, ListBody, ListSerializer, SessionSerializer
from register.api import check_shapes
from schools.api import examples, shapes

TAKEN = [
    (activities.ActivityBody, activities.QUESTION),
    (courses.CourseBody, courses.DESCRIBED),
    (ListBody, attendance.LIST),
    (sessions.SessionBody, sessions.PLAN),
    (check_shapes.CheckBody, check_shapes.QUESTION),
    (shapes.DeliveryBody, {"regels": [examples.ROW]}),
]
GIVEN = [
    (activities.ActivitySerializer, activities.EXAMPLE),
    (courses.CourseSerializer, courses.COURSE),
    (AttendanceSerializer, attendance.ATTENDANCE),
    (ListSerializer, attendance.LISTED),
    (SessionSerializer, sessions.SESSION),
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
