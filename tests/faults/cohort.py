"""Many teachers who can all be renewed today, and the failures that happen meanwhile."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import cycle, islice

from django.db import connection

from core.models import OutboxMessage
from demo.country import populate
from register.models import Cycle
from register.services.cycles import submit_cycle
from tests.faults.portal import Portal
from tests.faults.server import Server
from tests.faults.waiting import until

CLAIMED = 0.8  # of a made-up country
ACTIVITIES = 30  # of sixteen hours each
DAYS_LEFT = 20
READY = """
update accounts_person set email = handle || '@example.nl' where claimed_at is not null;
update schools_appointment set fte = 0.8, since = since - 4000;
update schools_appointmentbasis set since = since - 4000;
update cpd_activityhours set hours = 16, category = 'subject_content';
update register_cycle set planned_until = date '{until}', until = date '{until}';
"""


def many_teachers(number: int, *, on: date) -> int:
    """Make about ``number`` teachers who meet everything and have ``DAYS_LEFT`` days to ask for
    renewal; return the actual number.
    """
    populate(round(number / CLAIMED), activities=ACTIVITIES, seed=1, on=on, tell=str)
    with connection.cursor() as cursor:
        cursor.execute(READY.format(until=on + timedelta(days=DAYS_LEFT)))
    return Cycle.objects.count()


def everybody_asks(*, on: date) -> None:
    for one in Cycle.objects.select_related("registration__person"):
        submit_cycle(one, actor=one.registration.person, declared=True, on=on)


class Calamities:
    """Worker, beat, Redis and PostgreSQL, killed one after the other."""

    def __init__(self, portal: Portal, server: Server) -> None:
        self._portal, self._server = portal, server
        self._worker, self._beat = portal.start_worker(), portal.start_beat()
        self._kinds = cycle([self._processes, self._redis, self._postgres, self._both])
        self.count = 0

    def strike(self, done: Callable[[], int], *, total: int, times: int) -> None:
        """Strike ``times`` times, spread evenly over the work in progress; then wait until all of
        it is done.
        """
        for number, calamity in enumerate(islice(self._kinds, times), start=1):
            share = total * number // (times + 1)
            self._wait_for(share, done)
            calamity()
            self.count += 1
        self._portal.try_again()
        self._wait_for(total, done)
        self._wait_for(OutboxMessage.objects.count(), _messages_done)

    def _wait_for(self, number: int, done: Callable[[], int]) -> None:
        """Wait until ``number`` are done; fail only if no progress is made for too long."""
        while (now := done()) < number:
            until(lambda now=now: done() > now, f"more than {now} are done", nudge=self._supervise)

    def _supervise(self) -> None:
        """Restart what stopped, as a service manager does, and retry what it was working on.

        Celery stops when Redis goes away while it is connecting to it.
        """
        for program in (self._worker, self._beat):
            if program.is_dead():
                program.restart()
        self._portal.try_again()

    def _processes(self) -> None:
        self._worker.kill_processes()

    def _both(self) -> None:
        for program in (self._worker, self._beat):
            program.restart()

    def _redis(self) -> None:
        self._portal.stop_redis()
        self._portal.start_redis()

    def _postgres(self) -> None:
        self._server.stop()
        self._server.start()


def _messages_done() -> int:
    return OutboxMessage.objects.exclude(done_at=None).count()
