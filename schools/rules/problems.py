"""What can be wrong with a row, as a code with facts. ``schools.faults`` has the texts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    REJECT = "reject"
    SIGNAL = "signal"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a row, or worth a second look.

    ``params`` holds text and whole numbers only, so that it can be stored as JSON. A key ending in
    ``_date`` holds an ISO date, one in ``_cell`` a date as the sender should type it, one in
    ``_figure`` a decimal number. It never holds a BSN.
    """

    code: str
    column: str
    severity: Severity
    params: Mapping[str, str | int] = field(default_factory=dict, hash=False)


Problems = tuple[Problem, ...]

# Told so that nobody wonders: there is nothing to repair, and nothing to judge.
FOR_INFORMATION = frozenset({"no_person", "end_far_away", "row_twice"})


def reject(code: str, column: str, /, **params: str | int) -> Problem:
    return Problem(code, column, Severity.REJECT, params)


def signal(code: str, column: str, /, **params: str | int) -> Problem:
    return Problem(code, column, Severity.SIGNAL, params)


def refused(code: str, column: str, /, **params: str | int) -> tuple[None, tuple[Problem]]:
    """Return the result of a check that found no value, for one reason."""
    return None, (reject(code, column, **params),)
