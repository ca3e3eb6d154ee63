"""Effects outside the database: posted in the transaction of the act, done at least once.

A message is run inside a transaction that holds its row, and is marked done in that same
transaction. What a task writes to the database therefore happens exactly once; only a mail whose
sender died between SMTP and commit can go out twice. Redis only nudges a worker: whatever it loses,
the sweep of every minute finds.
"""

import logging
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta

from celery import current_app
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from . import audit
from .models import OutboxMessage

MAX_ATTEMPTS = 12
_CHUNK = 5_000
_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=6)

logger = logging.getLogger(__name__)


def post(task: str, *, key: str, **kwargs: int | str) -> None:
    """Post a task, by its Celery name, to be run after this transaction commits.

    A second message with the same key is not posted. ``kwargs`` hold primary keys and codes.
    """
    message, posted = OutboxMessage.objects.get_or_create(
        key=key, defaults={"task": task, "kwargs": kwargs}
    )
    if posted:
        transaction.on_commit(lambda: _nudge(message.pk))


def post_many(task: str, messages: Iterable[tuple[str, Mapping[str, int | str]]]) -> None:
    """Post many messages for one task, each a key with its ``kwargs``.

    No worker is nudged: the next sweep takes them, within a minute.
    """
    OutboxMessage.objects.bulk_create(
        (OutboxMessage(key=key, task=task, kwargs=kwargs) for key, kwargs in messages),
        ignore_conflicts=True,
        batch_size=_CHUNK,
    )


def due() -> list[int]:
    """Return the primary keys of at most a thousand messages to be tried now, oldest first."""
    waiting = OutboxMessage.objects.filter(
        done_at=None, attempts__lt=MAX_ATTEMPTS, next_try_at__lte=timezone.now()
    )
    return list(waiting.order_by("next_try_at").values_list("pk", flat=True)[:1000])


@transaction.atomic
def retry(tasks: Collection[str], *, actor: AbstractBaseUser) -> int:
    """Try again the messages of these tasks that were given up; return how many."""
    given_up = OutboxMessage.objects.filter(
        task__in=tasks, done_at=None, attempts__gte=MAX_ATTEMPTS
    )
    keys = list(
        given_up.select_for_update(skip_locked=True, no_key=True).values_list("pk", flat=True)
    )
    OutboxMessage.objects.filter(pk__in=keys).update(attempts=0, next_try_at=timezone.now())
    audit.record_many("retried", OutboxMessage, keys, actor=actor)
    return len(keys)


def run(pk: int) -> bool:
    """Run one message if it is due and no other worker has it; tell whether it is done now.

    Whatever the task raises is logged, and the message waits for its next attempt: the outbox is
    the one place that must survive any error.
    """
    if not _claim(pk):
        return False
    try:
        with transaction.atomic():
            message = _waiting(pk, skip_locked=False)
            if message is None:
                return False
            current_app.tasks[message.task].run(**message.kwargs)
            message.done_at = timezone.now()
            message.save(update_fields=["done_at"])
    except Exception as error:
        logger.exception("outbox message failed", extra={"outbox": pk})
        OutboxMessage.objects.filter(pk=pk).update(last_error=type(error).__name__)
        return False
    return True


@transaction.atomic
def _claim(pk: int) -> bool:
    """Count the attempt in a transaction of its own, so that a killed worker counts too."""
    message = _waiting(pk, skip_locked=True)
    if message is None or message.attempts >= MAX_ATTEMPTS or message.next_try_at > timezone.now():
        return False
    wait = min(_FIRST_WAIT * 2**message.attempts, _LONGEST_WAIT)
    message.attempts += 1
    message.next_try_at = timezone.now() + wait
    message.save(update_fields=["attempts", "next_try_at"])
    return True


def _waiting(pk: int, *, skip_locked: bool) -> OutboxMessage | None:
    """Lock a message that is not done.

    A worker that claims one skips rows that another has locked. Once it has claimed one it waits:
    only a worker that looks whether it is due can hold the lock then, and releases it at once.
    """
    rows = OutboxMessage.objects.select_for_update(skip_locked=skip_locked, no_key=True)
    return rows.filter(pk=pk, done_at=None).first()


def _nudge(pk: int) -> None:
    try:
        current_app.tasks["core.tasks.run_message"].apply_async([pk], retry=False)
    except OperationalError:
        logger.warning("broker unreachable; the sweep will find the message", extra={"outbox": pk})
