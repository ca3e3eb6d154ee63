import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.errors import Refused
from core.models import AuditEvent
from cpd.choices.sessions import AttendanceStatus
from cpd.models import Activity, Reflection
from cpd.rules import Entry
from cpd.services.activities import change_activity, withdraw_activity
from cpd.services.reflections import reflect
from tests.cpd.conftest import TODAY
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import ActivityFactory, AttendanceFactory

pytestmark = pytest.mark.django_db
WORDS = "Ik vraag voortaan eerst wat zij zelf zien."


@pytest.fixture
def activity():
    return ActivityFactory(person=PersonFactory(teacher=True))


def page_of(activity):
    return reverse("cpd:reflection", args=[activity.pk])


# Looking back


def test_a_teacher_looks_back_and_reads_it_again(client, activity):
    client.force_login(activity.person)

    answer = client.post(page_of(activity), {"text": WORDS}, follow=True)

    assert WORDS in answer.text
    assert Reflection.objects.get(activity=activity).text == WORDS
    assert WORDS in client.get(page_of(activity)).text


def test_nothing_counts_or_changes_by_it(activity):
    before = Activity.objects.get(pk=activity.pk)

    reflect(activity, actor=activity.person, text=WORDS)

    after = Activity.objects.get(pk=activity.pk)
    assert (after.version, after.status) == (before.version, before.status)


def test_an_empty_text_takes_it_away(activity):
    reflect(activity, actor=activity.person, text=WORDS)

    reflect(activity, actor=activity.person, text="")

    assert not Reflection.objects.exists()


def test_the_trail_holds_no_word_of_it(activity):
    reflect(activity, actor=activity.person, text=WORDS)

    assert AuditEvent.objects.get(action="activity.reflected_on").data == {"kept": True}


def test_also_after_a_decision_one_looks_back():
    settled = ActivityFactory(person=PersonFactory(teacher=True), settled=True)

    assert reflect(settled, actor=settled.person, text=WORDS)


def test_nobody_else_reads_or_writes_it(client, activity):
    reflect(activity, actor=activity.person, text=WORDS)
    other = PersonFactory(teacher=True)
    client.force_login(other)

    assert client.get(page_of(activity)).status_code == 404
    with pytest.raises(PermissionDenied):
        reflect(activity, actor=other, text="Van een ander.")


def test_a_removed_activity_has_no_words(activity):
    withdraw_activity(activity, actor=activity.person)

    with pytest.raises(Refused) as refusal:
        reflect(activity, actor=activity.person, text=WORDS)

    assert refusal.value.code == "withdrawn"


def test_signs_that_nobody_sees_are_refused(client, activity):
    client.force_login(activity.person)

    client.post(page_of(activity), {"text": "omge\u202ekeerd"})

    assert not Reflection.objects.exists()


# The day on which a provider says that somebody was there


@pytest.fixture
def credited():
    return AttendanceFactory(credited=True).activity


def moved(activity, day):
    entry = Entry(activity.kind, day, activity.total, activity.title)
    return change_activity(
        activity,
        actor=activity.person,
        on=TODAY,
        entry=entry,
        version=activity.version,
    )


@pytest.mark.parametrize("status", [AttendanceStatus.CREDITED, AttendanceStatus.CONTESTED])
def test_the_day_of_attendance_is_not_the_teachers(credited, status):
    credited.attendances.update(status=status, reason="x")

    with pytest.raises(Refused) as refusal:
        moved(credited, credited.done_on.replace(day=1))

    assert refusal.value.code == "credited"


def test_the_database_refuses_it_too(credited):
    credited.done_on = credited.done_on.replace(day=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        credited.save(update_fields=["done_on"])


def test_a_withdrawn_attendance_binds_nobody(credited):
    credited.attendances.update(status=AttendanceStatus.WITHDRAWN, reason="x")

    day = credited.done_on.replace(day=1)
    Activity.objects.filter(pk=credited.pk).update(done_on=day)

    credited.refresh_from_db()
    assert credited.done_on == day


def test_the_page_says_whose_day_it_is(client, credited):
    client.force_login(credited.person)

    page = client.get(reverse("cpd:activity", args=[credited.pk])).text

    assert "Dag en uren staan vast." in page
    assert 'name="when"' not in page
