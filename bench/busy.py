"""Searching by name at a steady pace while a staff file is applied: how much slower is it?"""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from . import files
from .measure import Line, for_seconds, percentile, say
from .search import questions
from .visitors import ask, ask_at_pace, server

A_SECOND = 50  # searches, or half of what the machine can do if that is less
HALF = 0.5
TRIED = 200
IDLE_SECONDS = 20
MOST_SECONDS = 300  # after which the delivery is stopped, and the result says so
MOST = 3
PART = 10
# Boards whose schools nobody has yet
DELIVERY, PEER = ("97098", "bench.alone"), ("97099", "bench.alone_in_bulk")


def measure(rows: int, *, first: int) -> Line:
    """Search on an idle machine, while a file is delivered, and while the peer imports it.

    ``first`` is the index of the first unused citizen service number.
    """
    names = questions()
    with server():
        each, _ = ask(names[:TRIED])
        pace = min(A_SECOND, HALF / each)
        say(f"{pace:.0f} searches a second while {rows} rows are delivered")
        idle = ask_at_pace(names, pace, going=for_seconds(IDLE_SECONDS))
        peer, _ = _while_at_work(*PEER, pace, names=names, rows=rows // PART, first=first)
        busy, over = _while_at_work(*DELIVERY, pace, names=names, rows=rows, first=first)
    return Line(
        work=f"{pace:.0f} searches a second while {rows} rows are delivered, 95 of 100",
        ours=percentile(busy, 95),
        limit=percentile(idle, 95),
        most=MOST,
        peers={f"while django-import-export takes in one in {PART} rows": percentile(peer, 95)},
        notes={
            "searches meanwhile": len(busy),
            "idle p95, ms": round(1000 * percentile(idle, 95), 1),
            "p95, ms": round(1000 * percentile(busy, 95), 1),
            "delivery was done": over,
        },
    )


def _while_at_work(
    number: str, module: str, pace: float, *, names: Sequence[str], rows: int, first: int
) -> tuple[list[float], bool]:
    """Return how long each search took during an import, and whether the import finished."""
    _, officer = files.make_board(number)
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        Path(file.name).write_bytes(files.staff_file(rows, number=number, first=first))
        command = [sys.executable, "-m", module, file.name, number, officer.email]
        worker = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603  ours
        try:
            in_time = for_seconds(MOST_SECONDS)
            times = ask_at_pace(names, pace, going=lambda: worker.poll() is None and in_time())
            if worker.poll():
                raise SystemExit(f"{module} failed")
            return times, worker.poll() == 0
        finally:
            worker.terminate()
            worker.wait()
