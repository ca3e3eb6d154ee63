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
