"""One engine for every procedure: steps, clocks and outcomes, all from a dated table.

A table (``register/data/procedures.json``) says which acts lead from which step to which, by
whom, and which clocks they start, pause and end. What happened in one case is a list of events;
everything else follows from the two.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from .cycles import Period
from .leave import days_of_union
from .terms import next_working_day, pause, term_end


class Party(StrEnum):
    """Who performs an act. The decider of an objection had no part in the contested decision."""

    TEACHER = "teacher"
    ADMINISTRATOR = "administrator"
    ADVISER = "adviser"
    DECIDER = "decider"
    SYSTEM = "system"


class Remedy(StrEnum):
    NONE = ""
    OBJECTION = "objection"
    APPEAL = "appeal"


@dataclass(frozen=True)
class Act:
    """One thing that can happen in any of the steps ``sources`` (none: it opens the case).

    An empty ``target`` leaves the case in its step. ``after`` is a clock that must have run out
    first; an act with a ``remedy`` is a decision.
    """

    code: str
    sources: frozenset[str]
    target: str
    by: Party
    told: bool
    remedy: Remedy
    after: str
    once: bool
    names_day: bool

    @property
    def decides(self) -> bool:
        return self.remedy is not Remedy.NONE


@dataclass(frozen=True)
class Clock:
    """A legal term: ``by`` has ``weeks``, from the day after a start until an act in ``ends``.

    ``paused`` maps acts that pause it to the clock that runs meanwhile (Awb 4:15 and 7:10);
    ``extended_by`` maps acts to the weeks that they add. ``from_named_day``: it counts from the day
    that the starting act names. ``until_named_day_of``: an act whose named day replaces its end.
    """

    code: str
    by: str
    weeks: int
    starts: frozenset[str]
    ends: frozenset[str]
    paused: Mapping[str, str] = field(default_factory=dict)
    extended_by: Mapping[str, int] = field(default_factory=dict)
    from_named_day: bool = False
    until_named_day_of: str = ""
    source: str = ""


@dataclass(frozen=True)
class Procedure:
    code: str
    slug: str
    version: str
    in_force_from: date
    source: str
    remedy_weeks: int
    limits: Mapping[str, int]
    acts: tuple[Act, ...]
    clocks: tuple[Clock, ...]

    def act(self, code: str) -> Act:
        return next(act for act in self.acts if act.code == code)

    def clock(self, code: str) -> Clock:
        return next(clock for clock in self.clocks if clock.code == code)

    def acts_from(self, step: str) -> list[Act]:
        return [act for act in self.acts if step in act.sources]


@dataclass(frozen=True)
class Event:
    """An act that was done on a day; ``named`` is the day that it names, if any.

    ``told_on`` is the day on which the teacher was notified of it; while it ``waits_to_be_told``
    no term of the teacher that starts with it can run out.
    """

    act: str
    on: date
    named: date | None = None
    told_on: date | None = None
    waits_to_be_told: bool = False


@dataclass(frozen=True)
class Term:
    """A clock of one case: the day it counts from, its last day, and the day on which it ended.

    ``unannounced``: the teacher has not been notified yet, so the last day is an estimate.
    """

    clock: Clock
    since: date
    due_on: date
    ended_on: date | None
    paused: bool
    unannounced: bool

    @property
    def running(self) -> bool:
        return self.ended_on is None

    def over(self, on: date) -> bool:
        """Tell whether the term no longer runs: its last day has passed, or an act ended it."""
        return not self.running or (on > self.due_on and not self.unannounced)


def terms(procedure: Procedure, events: Sequence[Event]) -> list[Term]:
    """Return every clock that was started in a case, oldest first."""
    return [
        _term(procedure, clock, events, start)
        for start, event in enumerate(events)
        for clock in procedure.clocks
        if event.act in clock.starts
    ]


def still_waits_for(
    procedure: Procedure, act: Act, events: Sequence[Event], *, on: date
) -> Term | None:
    """Return the term that must be over before this act may be done, or None if there is none."""
    if not act.after:
        return None
    return next(
        (
            term
            for term in terms(procedure, events)
            if term.clock.code == act.after and not term.over(on)
        ),
        None,
    )


def _term(procedure: Procedure, clock: Clock, events: Sequence[Event], start: int) -> Term:
    begin, later = events[start], events[start + 1 :]
    theirs = clock.by == Party.TEACHER
    since = begin.told_on if theirs and begin.told_on else begin.on
    if clock.from_named_day and begin.named:
        since = begin.named
    end = next((event for event in later if event.act in clock.ends), None)
    extra = sum(clock.extended_by.get(event.act, 0) for event in later)
    pauses = [_pause(procedure, clock, events, n) for n in _pauses(clock, events, start)]
    paused = days_of_union(days for days, _ in pauses)
    due_on = term_end(since, weeks=clock.weeks + extra, paused=paused)
    agreed = [event.named for event in later if event.act == clock.until_named_day_of]
    if agreed and agreed[-1]:
        due_on = next_working_day(agreed[-1])
    return Term(
        clock,
        since,
        due_on,
        ended_on=end.on if end else None,
        paused=any(running for _, running in pauses),
        unannounced=theirs and begin.waits_to_be_told,
    )


def _pauses(clock: Clock, events: Sequence[Event], start: int) -> Iterable[int]:
    return (n for n in range(start + 1, len(events)) if events[n].act in clock.paused)


def _pause(
    procedure: Procedure, clock: Clock, events: Sequence[Event], n: int
) -> tuple[Period, bool]:
    """Return the days on which a clock is paused for another, and whether it still is."""
    other = _term(procedure, procedure.clock(clock.paused[events[n].act]), events, n)
    days = pause(other.since, answered_on=other.ended_on, answer_before=other.due_on)
    return days, other.running


def read_procedure(row: Mapping[str, Any]) -> Procedure:
    """Read a procedure from its table."""
    return Procedure(
        code=row["code"],
        slug=row["slug"],
        version=row["version"],
        in_force_from=date.fromisoformat(row["in_force_from"]),
        source=row["source"],
        remedy_weeks=row["remedy_weeks"],
        limits=row.get("limits", {}),
        acts=tuple(_read_act(act) for act in row["acts"]),
        clocks=tuple(_read_clock(clock) for clock in row["clocks"]),
    )


def _read_act(row: Mapping[str, Any]) -> Act:
    return Act(
        code=row["code"],
        sources=frozenset(row["from"]),
        target=row["to"],
        by=Party(row["by"]),
        told=row.get("told", False),
        remedy=Remedy(row.get("remedy", "")),
        after=row.get("after", ""),
        once=row.get("once", False),
        names_day=row.get("names_day", False),
    )


def _read_clock(row: Mapping[str, Any]) -> Clock:
    sets = {name: frozenset(row[name]) for name in ("starts", "ends")}
    return Clock(**{**row, **sets})
