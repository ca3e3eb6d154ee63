"""Concurrent visitors of a server with two workers."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import cycle

from .measure import stopwatch

VISITORS = 16
MOST_AT_ONCE = 100
PORT = 8791
HEADERS = {"Host": "register.example", "X-Forwarded-Proto": "https"}


@contextmanager
def server() -> Iterator[None]:
    """Run the portal, as on a small server, while the block runs."""
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--workers=2"]
    settings = {**os.environ, "REGISTER_LOOKS_AN_HOUR": "1000000000"}
    server = subprocess.Popen(  # noqa: S603  our own command
        [*command, f"--bind=127.0.0.1:{PORT}", "--no-control-socket", "--log-level=error"],
        env=settings,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not _answers():
            time.sleep(0.2)
        yield
    finally:
        server.terminate()
        server.wait()


def _answers() -> bool:
    try:
        return _get("/healthz") > 0
    except OSError:
        return False


def ask(paths: Sequence[str], *, visitors: int = VISITORS) -> tuple[float, list[float]]:
    """Request all paths with this many at once; return seconds per answer and each wait."""
    with stopwatch() as watch, ThreadPoolExecutor(visitors) as all_of_them:
        times = list(all_of_them.map(_get, paths))
    return watch.seconds / len(paths), times


def ask_at_pace(paths: Sequence[str], a_second: float, *, going: Callable[[], bool]) -> list[float]:
    """Send requests at a steady pace as long as ``going``; return each waiting time.

    A visitor does not wait for earlier ones, so a server that falls behind shows long times.
    """
    begun = time.perf_counter()
    waited = []
    with ThreadPoolExecutor(MOST_AT_ONCE) as visitors:
        for n, path in enumerate(cycle(paths)):
            due = begun + n / a_second
            time.sleep(max(0, due - time.perf_counter()))
            if not going():
                break
            waited.append(visitors.submit(_get, path, since=due))
        visitors.shutdown(wait=True, cancel_futures=True)  # those still queued are left out
        return [one.result() for one in waited if not one.cancelled()]


def _get(path: str, since: float | None = None) -> float:
    start = since or time.perf_counter()
    connection = HTTPConnection("127.0.0.1", PORT, timeout=30)
    connection.request("GET", path, headers=HEADERS)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:  # noqa: PLR2004
        raise SystemExit(f"{path}: {answer.status}")
    return time.perf_counter() - start
