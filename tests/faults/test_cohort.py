"""A cohort is reminded and renewed while worker, beat, Redis and PostgreSQL are killed.

``COHORT=10000 pytest tests/faults/test_cohort.py`` does it with ten thousand people.
"""

import os
from collections import Counter

import pytest
from django.db.models import QuerySet

from accounts.models import Message
from core import clock
from core.models import AuditEvent
from register.models import Certificate, Decision, Reminder
from tests.faults.cohort import Calamities, everybody_asks, many_teachers
from tests.faults.portal import PROCESSES
from tests.faults.trail import assert_trail_is_whole

PEOPLE = int(os.environ.get("COHORT", "24"))
TIMES = max(2, PEOPLE // 250)  # failures during the reminders, and again during the certificates


@pytest.fixture
def database(server):
    return server.database


def test_everybody_has_one_reminder_and_one_certificate_whatever_is_killed(portal, server):
    people = many_teachers(PEOPLE, on=clock.today())
    calamities = Calamities(portal, server)

    calamities.strike(reminded, total=people, times=TIMES)
    everybody_asks(on=clock.today())
    calamities.strike(certified, total=people, times=TIMES)

    issued = AuditEvent.objects.filter(action="certificate.issued")
    assert per(Reminder.objects.all(), "cycle") == [1] * people
    assert per(Decision.objects.all(), "cycle") == [1] * people
    assert per(Certificate.objects.all(), "cycle") == [1] * people
    assert per(issued, "subject_pk") == [1] * people
    assert portal.files("certificates") == dict(Certificate.objects.values_list("pdf", "sha256"))
    assert per(Message.objects.all(), "person") == [3] * people  # reminded, decided, certified
    assert_each_was_mailed(portal, calamities.count)
    assert_trail_is_whole()


def assert_each_was_mailed(portal, calamities: int) -> None:
    """Everybody got each mail; only what a process was sending when it died came twice."""
    mails = Counter((mail["To"], mail["Subject"]) for mail in portal.mail())
    told = Message.objects.values_list("person__email", "subject")
    assert set(mails) == set(told)
    assert mails.total() - len(mails) <= calamities * PROCESSES


def reminded() -> int:
    return Message.objects.filter(kind="reminder").count()


def certified() -> int:
    return Certificate.objects.exclude(sha256="").count()


def per(rows: QuerySet, field: str) -> list[int]:
    """Return the number of rows for each value of a field."""
    return list(Counter(rows.order_by().values_list(field, flat=True)).values())
