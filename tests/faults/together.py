"""Doing things simultaneously, each in a thread with its own database connection."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from django.db import connection


class Together(ThreadPoolExecutor):
    """Leaving the block waits for all; ``outcomes`` then has each result or exception."""

    def __init__(self) -> None:
        super().__init__()
        self._deeds: list[Future] = []

    def do(self, deed: Callable[[], Any]) -> None:
        self._deeds.append(self.submit(_do, deed))

    @property
    def outcomes(self) -> list[Any]:
        return [deed.exception() or deed.result() for deed in self._deeds]


def _do(deed: Callable[[], Any]) -> Any:
    try:
        return deed()
    finally:
        connection.close()
