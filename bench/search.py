"""Finding a teacher by name among half a million, with a typing error, by sixteen at once.

Once without a pause, as fast as the server can, and once as often as the busiest moment asks.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from random import Random
from urllib.parse import urlencode

from django.db.models import Q

from core import clock
from register.models import Registration
from register.selectors.search import search_teachers

from .measure import Line, percentile, say, stopwatch
from .visitors import VISITORS, ask, ask_in_burst, in_burst, server

MOST = 4
QUESTIONS = 1600
LOOKED_UP_BY_PEER = 20


def measure() -> Iterator[Line]:
    """Search with a typing error; compare with one public entry, and with an `icontains` query."""
    people = _people(QUESTIONS)
    say(f"{QUESTIONS} searches among {Registration.objects.public().count()} teachers")
    wrong = _misspelt(people)
    names = [_address(name) for name in wrong]
    numbers = [f"/register/{number}/" for _, _, number in people]
    with server():
        ask(numbers[:VISITORS])
        limit, _ = ask(numbers)
        ours, times = ask(names)
        burst = ask_in_burst(names)
    one = _seconds(wrong, lambda name: search_teachers(name, place="", on=clock.today()))
    peer = _seconds([family for _, family, _ in people][:LOOKED_UP_BY_PEER], _icontains)
    yield Line(
        work=f"a search by name with a typing error, {VISITORS} connections without a pause",
        ours=ours,
        limit=limit,
        most=MOST,
        peers={"icontains, the query alone": ours * peer / one},
        notes={
            "p95, ms": round(1000 * percentile(times, 95), 1),
            "the query alone, ms": round(1000 * one, 1),
            "icontains alone, ms": round(1000 * peer, 1),
        },
    )
    yield in_burst("searches by name with a typing error", burst, without_pause=times)


def questions() -> list[str]:
    """Return the URLs of searches by a name with a typing error."""
    return [_address(name) for name in _misspelt(_people(QUESTIONS))]


def _address(name: str) -> str:
    return f"/register/?{urlencode({'q': name})}"


def _misspelt(people: Sequence[tuple[str, str, str]]) -> list[str]:
    return [f"{given} {_with_an_error(family, n)}" for n, (given, family, _) in enumerate(people)]


def _people(count: int) -> Sequence[tuple[str, str, str]]:
    rows = Registration.objects.public().order_by("pk")
    every = max(1, rows.count() // count)
    columns = ("person__given_names", "person__family_name", "person__number")
    found = rows.filter(pk__in=list(rows.values_list("pk", flat=True))[::every])
    return list(islice(cycle(found.values_list(*columns)), count))


def _with_an_error(name: str, n: int) -> str:
    """Leave a letter out, or swap two."""
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
