"""Waiting for what must come true: asked again and again, until a deadline."""

import time
from collections.abc import Callable

PATIENCE = 120  # seconds, on a machine that has much else to do


NUDGED = 10  # seconds between two times


def until(
    claim: Callable[[], bool], what: str, *, nudge: Callable[[], None] = lambda: None
) -> None:
    """Wait until the claim is true; nudge what has not come by itself meanwhile.

    Fails with ``what`` when it takes too long.
    """
    began = nudged = time.monotonic()
    while not claim():
        now = time.monotonic()
        assert now < began + PATIENCE, f"waited {PATIENCE} seconds in vain: {what}"
        if now > nudged + NUDGED:
            nudged = now
            nudge()
        time.sleep(0.02)
