"""Doing the same thing at the same moment, each on a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import connection

T = TypeVar("T")


def at_once(*deeds: Callable[[], T], times: int = 1) -> list[T | ValidationError]:
    """Start the deeds together; return what each gave, or how it was refused."""
    deeds *= times
    start = Barrier(len(deeds))

    def run(deed: Callable[[], T]) -> T | ValidationError:
        start.wait()
        try:
            return deed()
        except ValidationError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def waiting_for_a_lock() -> int:
    """Return how many connections wait until another one lets go of a record."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_stat_clear_snapshot()")  # else it answers as it did before
        cursor.execute(
            "select count(*) from pg_stat_activity"
            " where datname = current_database() and wait_event_type = 'Lock'"
        )
        return int(cursor.fetchone()[0])
