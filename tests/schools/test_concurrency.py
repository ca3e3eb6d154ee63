"""What happens when two do it at once, or when the worker is killed in the middle."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Person, PersonIdentifier
from core import outbox
from core.errors import InvalidMove
from core.models import AuditEvent, OutboxMessage
from schools import schedule  # noqa: F401  so that the outbox knows its tasks
from schools.models import AppointmentBasis, StaffRecord
from schools.services.checks import apply_delivery
from schools.services.deliveries import approve
from tests.factories.accounts import valid_bsn
from tests.factories.schools import BoardFactory, LocationFactory

from .deliveries import approved, checked, officer_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_worker_listens(monkeypatch):
    """Let no task start by itself, as when Redis is down."""
    monkeypatch.setattr(outbox, "_nudge", lambda message: None)


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Do several things at the same moment, each on a connection of its own; a refusal counts as
    a result.
    """
    start = Barrier(len(deeds))

    def do(deed):
        start.wait()
        try:
            return deed()
        except InvalidMove as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))


def test_two_boards_that_deliver_the_same_newcomers_at_once_make_one_person_of_each():
    deliveries = []
    for code in ("00AB", "00AC"):
        board = BoardFactory()
        LocationFactory(school__brin=code, board=board)
        rows = [
            {"vestiging": f"{code}00", "personeelsnummer": f"{n}", "bsn": valid_bsn(n)}
            for n in range(60)
        ]
        deliveries.append(approved(board, *(rows if code == "00AB" else reversed(rows))))

    at_once(*(lambda one=one: apply_delivery(one, actor=None) for one in deliveries))

    assert PersonIdentifier.objects.count() == 60
    assert StaffRecord.objects.values("person").distinct().count() == 60
    assert StaffRecord.objects.count() == 120


def test_of_two_officers_who_approve_at_once_one_does():
    board = BoardFactory()
    LocationFactory(school__brin="00AB", board=board)
    delivery = checked(board, {})
    officers = [delivery.handed_in_by, officer_of(board)]

    results = at_once(
        *(
            lambda officer=officer: approve(
                delivery, actor=officer, digest=delivery.preview_digest, choice="all"
            )
            for officer in officers
        )
    )

    assert sorted(isinstance(result, InvalidMove) for result in results) == [False, True]
    assert AuditEvent.objects.filter(action="delivery.approve").count() == 1


WORKER = """
import sys, time
import django
django.setup()
from core import outbox
from schools import schedule
from schools.signals import delivery_processed
def wait(**kwargs):
    print("in the middle", flush=True)
    time.sleep(120)
delivery_processed.connect(wait)
outbox.run(int(sys.argv[1]))
"""


def test_a_worker_that_is_killed_in_the_middle_leaves_nothing_and_the_next_one_does_it_all():
    board = BoardFactory()
    LocationFactory(school__brin="00AB", board=board)
    delivery = approved(board, {})
    message = OutboxMessage.objects.get(task="schools.schedule.apply_delivery")
    people = Person.objects.count()

    worker = start_worker(message.pk)
    assert worker.stdout.readline() == "in the middle\n"
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    worker.stdout.close()

    delivery.refresh_from_db()
    assert (delivery.status, Person.objects.count()) == ("approved", people)
    assert not StaffRecord.objects.exists()

    OutboxMessage.objects.update(next_try_at=timezone.now())
    assert outbox.run(message.pk)
    delivery.refresh_from_db()
    assert (delivery.status, AppointmentBasis.objects.count()) == ("applied", 1)


def start_worker(message: int) -> subprocess.Popen[str]:
    url = urlsplit(os.environ["DATABASE_URL"])
    database = url._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    return subprocess.Popen(  # noqa: S603  our own words
        [sys.executable, "-c", WORKER, str(message)],
        env={
            **os.environ,
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "config.settings",
        },
        stdout=subprocess.PIPE,
        text=True,
    )
