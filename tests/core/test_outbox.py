import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from celery import current_app, shared_task
from django.db import connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import Organisation
from core import outbox
from core.models import OutboxMessage
from core.schedule import sweep_outbox

committed = pytest.mark.django_db(transaction=True)
begun, may_end = threading.Event(), threading.Event()


@shared_task(name="tests.add_organisation")
def add_organisation(name):
    Organisation.objects.create(kind="board", name=name)


@shared_task(name="tests.fail")
def fail(name):
    Organisation.objects.create(kind="board", name=name)
    raise ValueError("secret words")


@shared_task(name="tests.die")
def die(name):
    """What a worker does that is killed: it ends without any word of Python's."""
    Organisation.objects.create(kind="board", name=name)
    raise SystemExit


@shared_task(name="tests.linger")
def linger(name):
    add_organisation(name)
    begun.set()
    may_end.wait(10)


@pytest.fixture
def quiet(monkeypatch):
    """No worker hears the nudge, as when Redis lost it."""
    monkeypatch.setattr(outbox, "_nudge", lambda pk: None)


def posted(task="tests.add_organisation", key="key"):
    outbox.post(task, key=key, name=key)
    return OutboxMessage.objects.get(key=key)


def organisations():
    return list(Organisation.objects.values_list("name", flat=True))


@pytest.mark.django_db
def test_a_message_is_run_once():
    message = posted()

    assert (outbox.run(message.pk), outbox.run(message.pk)) == (True, False)
    assert organisations() == ["key"]


@pytest.mark.django_db
def test_a_deed_posts_its_message_once():
    posted()
    posted()

    assert OutboxMessage.objects.count() == 1


@pytest.mark.django_db
def test_a_batch_is_posted_without_doubles():
    posted(key="one")

    outbox.post_many(
        "tests.add_organisation", [(key, {"name": key}) for key in ("one", "two", "three")]
    )

    assert sweep_outbox() == 3
    assert sorted(organisations()) == ["one", "three", "two"]


@committed
def test_a_message_is_run_as_soon_as_its_deed_is_kept():
    with transaction.atomic():
        posted()
        assert organisations() == []

    assert organisations() == ["key"]


@committed
def test_a_message_of_a_deed_that_failed_is_not_sent():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        posted()
        1 / 0  # noqa: B018

    assert not OutboxMessage.objects.exists()


@committed
def test_a_message_whose_nudge_was_lost_is_found_by_the_sweep(quiet):
    posted()

    assert sweep_outbox() == 1
    assert organisations() == ["key"]


@committed
def test_a_broker_that_is_away_does_not_harm_the_deed(monkeypatch):
    def unreachable(*args, **kwargs):
        raise OperationalError

    nudge = current_app.tasks["core.tasks.run_message"]
    monkeypatch.setattr(nudge, "apply_async", unreachable)

    posted()

    assert sweep_outbox() == 1


@pytest.mark.django_db
def test_what_a_failed_task_wrote_is_undone_and_it_waits(caplog):
    message = posted("tests.fail")

    assert not outbox.run(message.pk)

    message.refresh_from_db()
    assert organisations() == []
    assert (message.done_at, message.attempts, message.last_error) == (None, 1, "ValueError")
    assert message.next_try_at > timezone.now() + timedelta(seconds=25)
    assert outbox.due() == []


@pytest.mark.django_db
def test_a_failed_task_is_tried_again_when_its_time_has_come(monkeypatch):
    message = posted("tests.fail")
    outbox.run(message.pk)
    monkeypatch.setattr(fail, "run", add_organisation.run)

    with time_machine.travel(timezone.now() + timedelta(seconds=31)):
        assert sweep_outbox() == 1

    assert organisations() == ["key"]


@pytest.mark.django_db
def test_a_task_that_keeps_failing_is_tried_twelve_times_in_about_two_days():
    message = posted("tests.fail")
    began = timezone.now()

    with time_machine.travel(began) as clock:
        while outbox.due() or OutboxMessage.objects.get().attempts < outbox.MAX_ATTEMPTS:
            outbox.run(message.pk)
            message.refresh_from_db()
            last, clock_at = timezone.now(), message.next_try_at
            clock.move_to(clock_at)

    assert message.attempts == 12
    assert timedelta(hours=12) < last - began < timedelta(days=2)
    assert not outbox.run(message.pk)


@committed
def test_a_worker_that_is_killed_leaves_the_message_for_later(quiet):
    message = posted("tests.die")

    with pytest.raises(SystemExit):
        outbox.run(message.pk)

    message.refresh_from_db()
    assert organisations() == []
    assert (message.done_at, message.attempts) == (None, 1)


@committed
def test_a_task_that_kills_its_worker_each_time_is_given_up(quiet):
    message = posted("tests.die")

    with time_machine.travel(timezone.now()) as clock:
        for _ in range(outbox.MAX_ATTEMPTS):
            with pytest.raises(SystemExit):
                outbox.run(message.pk)
            clock.shift(timedelta(hours=7))

        assert not outbox.run(message.pk)
        assert outbox.due() == []


@committed
def test_two_workers_never_run_the_same_message(quiet):
    message = posted("tests.linger")
    begun.clear()
    may_end.clear()

    def work():
        done = outbox.run(message.pk)
        connection.close()
        return done

    with ThreadPoolExecutor() as pool:
        first = pool.submit(work)
        begun.wait(10)
        second = pool.submit(work).result(timeout=5)  # it does not wait for the first
        may_end.set()
        answers = (first.result(), second)

    assert answers == (True, False)
    assert organisations() == ["key"]


@pytest.mark.django_db
def test_an_unknown_task_waits_for_the_release_that_knows_it(caplog):
    message = posted("tests.of_tomorrow")

    assert not outbox.run(message.pk)

    message.refresh_from_db()
    assert (message.attempts, message.last_error) == (1, "NotRegistered")
