"""Visitors who ask for pages at the same time, of a server with two workers."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection

from .measure import stopwatch

VISITORS = 16
PORT = 8791
HEADERS = {"Host": "register.example", "X-Forwarded-Proto": "https"}


@contextmanager
def server() -> Iterator[None]:
    """Have the portal running, as on a small server, while the block runs."""
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
    """Ask everything with so many at once; return seconds per answer, and how long each waited."""
    with stopwatch() as watch, ThreadPoolExecutor(visitors) as all_of_them:
        times = list(all_of_them.map(_get, paths))
    return watch.seconds / len(paths), times


def _get(path: str) -> float:
    start = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", PORT, timeout=30)
    connection.request("GET", path, headers=HEADERS)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:  # noqa: PLR2004
        raise SystemExit(f"{path}: {answer.status}")
    return time.perf_counter() - start
