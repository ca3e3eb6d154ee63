"""Run all benchmarks: `make bench`. A smaller run takes its sizes from the environment:
PERSONS=10000 ACTIVITIES=20 ROWS=30000 SEARCHED=50000 OFFERS=5000 make bench.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  after the setup of Django
from django.db import connection  # noqa: E402

from bench import (  # noqa: E402
    assessment,
    busy,
    catalogue,
    certificates,
    checks,
    delivery,
    search,
)
from bench.measure import Line, say, write  # noqa: E402
from core import clock  # noqa: E402
from demo.country import populate  # noqa: E402

PERSONS = int(os.environ.get("PERSONS", "250000"))
ACTIVITIES = int(os.environ.get("ACTIVITIES", "48"))
ROWS = int(os.environ.get("ROWS", "300000"))
SEARCHED = int(os.environ.get("SEARCHED", "625000"))  # four in five are registered
OFFERS = int(os.environ.get("OFFERS", "50000"))
NUMBERS_LEFT = 250_000  # made-up citizen service numbers beside those of the searched
RESULTS = Path(__file__).parent / "results.json"


def main() -> None:
    _empty()
    call_command("collectstatic", interactive=False, verbosity=0)  # pages refer to these files
    lines = []
    for line in _lines():
        say(f"{line}\n")
        lines.append(line)
    write(lines, RESULTS)


def _empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute("drop schema public cascade; create schema public")
    call_command("migrate", verbosity=0)


def _populate(persons: int, *, activities: int) -> None:
    """Make a country as it is after a night: what autovacuum does at its own time is done."""
    populate(persons, activities=activities, seed=1, on=clock.today(), tell=say)
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")


def _lines() -> Iterator[Line]:
    yield certificates.measure()
    yield delivery.measure(ROWS)
    _populate(PERSONS, activities=ACTIVITIES)
    yield assessment.measure()
    yield checks.measure()
    _empty()
    _populate(SEARCHED, activities=0)
    yield from search.measure()
    yield from catalogue.measure(OFFERS)
    yield busy.measure(min(ROWS, NUMBERS_LEFT), first=SEARCHED)


if __name__ == "__main__":
    main()
