"""Waiting until something is true, by checking it repeatedly until a deadline."""

import time
from collections.abc import Callable

PATIENCE = 120  # seconds, since the machine may be busy
NUDGED = 10  # seconds between two nudges


def until(
    claim: Callable[[], bool], what: str, *, nudge: Callable[[], None] = lambda: None
) -> None:
    """Wait until the claim is true, calling ``nudge`` every ``NUDGED`` seconds.

    Fails with ``what`` after ``PATIENCE`` seconds.
    """
    began = nudged = time.monotonic()
    while not claim():
        now = time.monotonic()
        assert now < began + PATIENCE, f"waited {PATIENCE} seconds in vain: {what}"
        if now > nudged + NUDGED:
            nudged = now
            nudge()
        time.sleep(0.02)
