"""How two validators judge an offer: who is asked, and what follows from their verdicts. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LOWEST, HIGHEST = 1, 4
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
    """One public criterion, in one version, by which offers are judged."""

    version: str
    in_force_from: date
    code: str
    name: str
    text: str


@dataclass(frozen=True)
class Candidate:
    """A validator, with the facts that decide whether and how soon to ask them.

    ``organisations`` are those where they have a role or an appointment; ``open`` is the number of
    verdicts asked of them now, ``asked`` the number ever asked.
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
    """Return the validators who can be asked, the best choice first.

    Excluded are people with a role or a job at the offer's ``own`` organisations (its provider, and
    that provider's board), people who do not judge in its language, and those asked already. First
    come those who work in a sector of the offer, then those with the fewest open verdicts, then
    those asked least often.
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
    """Return the outcome of verdicts in order: two that agree decide, otherwise the third does.

    The third validator has read both others. None as long as another verdict is needed.
    """
    if len(outcomes) > VALIDATORS:
        return outcomes[VALIDATORS]
    if len(outcomes) == VALIDATORS and len(set(outcomes)) == 1:
        return outcomes[0]
    return None


def wrong_in_verdict(outcome: str, scores: Mapping[str, int]) -> list[str]:
    """Return codes for whatever is inconsistent in a verdict.

    Only a criterion with the lowest score is not met, so it stops a validation, and without one
    there is no ground for a refusal.
    """
    lowest = min(scores.values())
    wrong = {
        "insufficient_validated": outcome == "validate" and lowest == LOWEST,
        "nothing_insufficient": outcome == "refuse" and lowest > LOWEST,
        "nothing_lacking": outcome == "ask" and lowest == HIGHEST,
    }
    return [code for code, true in wrong.items() if true]


def wrong_in_findings(outcome: str, met: Iterable[bool]) -> list[str]:
    """Return codes for whatever is inconsistent in a decision and what it found per criterion."""
    all_met = all(met)
    wrong = {
        "unmet_validated": outcome == "validate" and not all_met,
        "nothing_unmet": outcome == "refuse" and all_met,
    }
    return [code for code, true in wrong.items() if true]


def due(asked_on: date, way: Way) -> date:
    """Return the day by which a verdict is due."""
    return asked_on + timedelta(days=way.verdict_days)
