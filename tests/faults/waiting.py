"""Waiting for what must come true: asked again and again, until a deadline."""

import time
from collections.abc import Callable

PATIENCE = 120  # seconds, on a machine that has much else to do


def until(claim: Callable[[], bool], what: str) -> None:
    """Wait until the claim is true. Fails with ``what`` when it takes too long."""
    deadline = time.monotonic() + PATIENCE
    while not claim():
        assert time.monotonic() < deadline, f"waited {PATIENCE} seconds in vain: {what}"
        time.sleep(0.02)
