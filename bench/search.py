"""Finding a teacher by name among half a million, with a typing error, by sixteen at once."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import cycle, islice
from random import Random
from urllib.parse import urlencode

from django.core.management import call_command
from django.db.models import Q

from core import clock
from register.models import Registration
from register.selectors.search import search_teachers

from .measure import Line, say, stopwatch

MOST = 4
VISITORS = 16
QUESTIONS = 1600
PORT = 8791
HEADERS = {"Host": "register.example", "X-Forwarded-Proto": "https"}
LOOKED_UP_BY_PEER = 20


def measure() -> Line:
    """Ask with an error; beside it the entry of one number, and `icontains` in one query."""
    call_command("collectstatic", interactive=False, verbosity=0)
    people = list(_people(QUESTIONS))
    say(f"{QUESTIONS} searches among {Registration.objects.public().count()} teachers")
    wrong = [f"{given} {_with_an_error(family, n)}" for n, (given, family, _) in enumerate(people)]
    names = [f"/register/?{urlencode({'q': name})}" for name in wrong]
    numbers = [f"/register/{number}/" for _, _, number in people]
    with _server():
        _ask(numbers[:VISITORS])
        limit, _ = _ask(numbers)
        ours, times = _ask(names)
    one = _seconds(wrong, lambda name: search_teachers(name, place="", on=clock.today()))
    peer = _seconds([family for _, family, _ in people][:LOOKED_UP_BY_PEER], _icontains)
    return Line(
        work=f"a search by name with a typing error, {VISITORS} connections",
        ours=ours,
        limit=limit,
        most=MOST,
        peers={"icontains, the query alone": ours * peer / one},
        notes={
            "p95, ms": round(1000 * statistics.quantiles(times, n=20)[-1], 1),
            "the query alone, ms": round(1000 * one, 1),
            "icontains alone, ms": round(1000 * peer, 1),
        },
    )


def _people(count: int) -> Sequence[tuple[str, str, str]]:
    rows = Registration.objects.public().order_by("pk")
    every = max(1, rows.count() // count)
    columns = ("person__given_names", "person__family_name", "person__number")
    found = rows.filter(pk__in=list(rows.values_list("pk", flat=True))[::every])
    return list(islice(cycle(found.values_list(*columns)), count))


def _with_an_error(name: str, n: int) -> str:
    """Leave a letter out, or let two change places."""
    at = Random(n).randrange(1, max(2, len(name) - 1))  # noqa: S311  no secret
    swapped = name[:at] + name[at : at + 2][::-1] + name[at + 2 :]
    return name[:at] + name[at + 1 :] if n % 2 else swapped


def _icontains(name: str) -> None:
    rows = Registration.objects.public().select_related("person")
    found = rows.filter(
        Q(person__family_name__icontains=name) | Q(person__given_names__icontains=name)
    )
    list(found.order_by("person__sort_key")[:20])


def _seconds(questions: Sequence[str], ask: Callable[[str], object]) -> float:
    with stopwatch() as watch:
        for question in questions:
            ask(question)
    return watch.seconds / len(questions)


@contextmanager
def _server():
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


def _ask(paths: Sequence[str]) -> tuple[float, list[float]]:
    """Ask everything with so many at once; return seconds per answer, and how long each waited."""
    with stopwatch() as watch, ThreadPoolExecutor(VISITORS) as visitors:
        times = list(visitors.map(_get, paths))
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
