"""How two validators judge an offer: who is asked, and what follows from their verdicts. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LOWEST, HIGHEST, ENOUGH = 1, 4, 3
VALIDATORS = 2
DOUBLE = "double"


@dataclass(frozen=True)
class Way:
    """How offers of a kind are judged: ``double`` by two validators, otherwise by an administrator
    with advice (ADR 23). The choice of kinds and days is ours, in ``cpd/data/reviews.csv``.
    """

    in_force_from: date
    kind: str
    way: str
    verdict_days: int
    remind_days: int

    @property
    def double(self) -> bool:
        return self.way == DOUBLE


@dataclass(frozen=True)
class Criterion:
    """One thing that an offer is held against, in a version that is public."""

    version: str
    in_force_from: date
    code: str
    name: str
    text: str


@dataclass(frozen=True)
class Candidate:
    """A validator, with what says whether and how soon to ask this one.

    ``organisations`` are those in which the validator has a role or an appointment; ``open`` is how
    many verdicts are asked of them now and ``asked`` how many ever.
    """

    person: int
    sectors: frozenset[str]
    languages: frozenset[str]
    organisations: frozenset[int]
    open: int
    asked: int


def way_of(ways: Iterable[Way], kind: str, on: date) -> Way:
    """Return how offers of a kind are judged on a day; before the first configuration, by that."""
    mine = sorted((way for way in ways if way.kind == kind), key=lambda way: way.in_force_from)
    return next((way for way in reversed(mine) if way.in_force_from <= on), mine[0])


def ranked(
    candidates: Iterable[Candidate],
    *,
    own: Collection[int],
    sectors: Iterable[str],
    language: str,
    excluded: Iterable[int],
) -> list[int]:
    """Return who can be asked, the best choice first.

    Never somebody of the offer's ``own`` organisations (its provider, and the board of that), by
    role or as employee, nor who does not judge in the language or was asked already. Then: who
    works in a sector of the offer, who has the least to do, who was asked least.
    """
    wanted, out = set(sectors), set(excluded)
    able = [
        one
        for one in candidates
        if one.organisations.isdisjoint(own) and language in one.languages and one.person not in out
    ]
    able.sort(key=lambda one: (not wanted & one.sectors, one.open, one.asked, one.person))
    return [one.person for one in able]


def concluded(outcomes: Sequence[str]) -> str | None:
    """Return what follows from verdicts in the order of their givers: two that agree decide, and
    where they differ the third, who read both. None as long as a verdict is needed.
    """
    if len(outcomes) > VALIDATORS:
        return outcomes[VALIDATORS]
    if len(outcomes) == VALIDATORS and len(set(outcomes)) == 1:
        return outcomes[0]
    return None


def wrong_in_verdict(outcome: str, scores: Mapping[str, int]) -> list[str]:
    """Return the codes of what does not fit together in a verdict."""
    lowest = min(scores.values())
    wrong = {
        "insufficient_validated": outcome == "validate" and lowest == LOWEST,
        "nothing_lacking": outcome != "validate" and lowest > ENOUGH,
    }
    return [code for code, true in wrong.items() if true]


def due(asked_on: date, way: Way) -> date:
    """Return the day by which a verdict is asked."""
    return asked_on + timedelta(days=way.verdict_days)
