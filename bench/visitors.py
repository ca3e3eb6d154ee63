"""Concurrent visitors of a server with two workers."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle

from .measure import Line, for_seconds, percentile, stopwatch

VISITORS = 16
BURST = 50  # public searches a second at most, in a burst (domain.md §8.3)
BURST_SECONDS = 30
GOAL = 0.05  # seconds, for 95 of 100 pages
MOST_AT_ONCE = 100
PORT = 8791
REQUEST = (
    "GET {path} HTTP/1.1\r\nHost: register.example\r\nX-Forwarded-Proto: https\r\n"
    "Connection: close\r\n\r\n"
)
FOUND = b"HTTP/1.1 200"


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
        asyncio.run(_get("/healthz"))
    except OSError:
        return False
    return True


def ask(paths: Sequence[str], *, visitors: int = VISITORS) -> tuple[float, list[float]]:
    """Request all paths with this many at once; return seconds per answer and each wait."""
    left, times = iter(paths), []

    async def visitor() -> None:
        for path in left:
            times.append(await _get(path))

    async def all_of_them() -> None:
        await asyncio.gather(*(visitor() for _ in range(visitors)))

    with stopwatch() as watch:
        asyncio.run(all_of_them())
    return watch.seconds / len(paths), times


def ask_at_pace(
    paths: Sequence[str],
    a_second: float,
    *,
    going: Callable[[], bool],
    visitors: int = MOST_AT_ONCE,
) -> list[float]:
    """Send requests at a steady pace as long as ``going``; return each waiting time.

    Waiting begins when a request was due, even if all ``visitors`` still wait for an answer then,
    so a server that falls behind shows long times.
    """
    begun = time.perf_counter()
    left, times = enumerate(cycle(paths)), []

    async def visitor() -> None:
        for n, path in left:
            due = begun + n / a_second
            await asyncio.sleep(due - time.perf_counter())
            if not going():
                return
            times.append(await _get(path, since=due))

    async def all_of_them() -> None:
        await asyncio.gather(*(visitor() for _ in range(visitors)))

    asyncio.run(all_of_them())
    return times


def ask_in_burst(paths: Sequence[str]) -> list[float]:
    """Send requests as often as the busiest moment does; return each waiting time."""
    return ask_at_pace(paths, BURST, going=for_seconds(BURST_SECONDS), visitors=VISITORS)


def in_burst(work: str, times: Sequence[float], *, without_pause: Sequence[float]) -> Line:
    """Hold ``ask_in_burst`` against the goal, beside the same visitors who never pause."""
    burst = percentile(times, 95)
    return Line(
        work=f"{work}, {BURST} a second over {VISITORS} connections, 95 of 100",
        ours=burst,
        limit=GOAL,
        most=1,
        peers={"without a pause": percentile(without_pause, 95)},
        notes={
            "p95, ms": round(1000 * burst, 1),
            "p50, ms": round(1000 * percentile(times, 50), 1),
            "pages": len(times),
        },
    )


async def _get(path: str, since: float | None = None) -> float:
    """Request a page over a connection of its own; return the seconds until all of it was there.

    Little is done here, because visitors and server share the machine.
    """
    start = since or time.perf_counter()
    answer, request = await asyncio.open_connection("127.0.0.1", PORT)
    request.write(REQUEST.format(path=path).encode())
    page = await answer.read()
    request.close()
    if not page.startswith(FOUND):
        raise SystemExit(f"{path}: {page[:100]!r}")
    return time.perf_counter() - start
