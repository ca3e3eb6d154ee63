from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Purpose
from accounts.models import View
from accounts.services.views import record_view, record_views
from tests.factories.accounts import PersonFactory, ViewFactory

pytestmark = pytest.mark.django_db


def look(subject, officer, purpose=Purpose.STAFF_DATA):
    record_view(subject, viewer=officer, role=officer.current_roles[0], purpose=purpose)


def test_a_look_tells_who_as_what_and_why():
    teacher, officer = PersonFactory(teacher=True), PersonFactory(hr_officer=True)

    look(teacher, officer)

    view = View.objects.get()
    assert (view.subject, view.viewer, view.role, view.purpose) == (
        teacher,
        officer,
        officer.current_roles[0],
        "staff_data",
    )


def test_looking_again_within_the_hour_is_the_same_look():
    teacher, officer = PersonFactory(teacher=True), PersonFactory(hr_officer=True)

    with time_machine.travel("2026-11-21T10:01:00+01:00") as clock:
        look(teacher, officer)
        clock.shift(timedelta(minutes=58))
        look(teacher, officer)
        clock.shift(timedelta(minutes=2))
        look(teacher, officer)

    assert View.objects.count() == 2


def test_looking_for_another_reason_is_another_look():
    teacher, officer = PersonFactory(teacher=True), PersonFactory(hr_officer=True)

    look(teacher, officer)
    look(teacher, officer, Purpose.SUPPORT)

    assert View.objects.count() == 2


def test_nobody_looks_at_themselves():
    officer = PersonFactory(hr_officer=True)

    look(officer, officer)

    assert not View.objects.exists()


def test_everybody_in_an_export_can_read_so():
    people, officer = PersonFactory.create_batch(3), PersonFactory(hr_officer=True)

    record_views(
        [person.pk for person in people],
        viewer=officer,
        role=officer.current_roles[0],
        purpose=Purpose.EXPORT,
    )

    assert View.objects.filter(subject__in=people, purpose=Purpose.EXPORT).count() == 3


def test_a_teacher_reads_the_function_and_the_organisation_but_no_name(client):
    view = ViewFactory()
    client.force_login(view.subject)

    page = client.get(reverse("accounts:who_looked")).text

    assert view.role.organisation.name in page
    assert "HR-medewerker" in page
    assert view.viewer.family_name not in page


def test_a_teacher_sees_only_looks_at_the_own_file(client):
    client.force_login(PersonFactory(teacher=True))
    ViewFactory()

    response = client.get(reverse("accounts:who_looked"))

    assert list(response.context["page"]) == []


@pytest.mark.parametrize("looks", [1, 3])
def test_the_page_asks_as_many_questions_for_three_looks_as_for_one(
    client, django_assert_num_queries, looks
):
    teacher = PersonFactory(teacher=True)
    ViewFactory.create_batch(looks, subject=teacher)
    client.force_login(teacher)

    with django_assert_num_queries(5):
        client.get(reverse("accounts:who_looked"))


def test_who_claimed_nothing_has_no_such_page(client):
    client.force_login(PersonFactory(hr_officer=True))

    assert client.get(reverse("accounts:who_looked")).status_code == 404


def test_a_second_page_shows_the_older_looks(client):
    teacher = PersonFactory(teacher=True)
    oldest = ViewFactory(subject=teacher)
    View.objects.filter(pk=oldest.pk).update(at=timezone.now() - timedelta(days=9))
    ViewFactory.create_batch(25, subject=teacher)
    client.force_login(teacher)

    response = client.get(reverse("accounts:who_looked"), {"page": 2})

    assert list(response.context["page"]) == [oldest]
