"""What a row changes to what the register knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .rows import Basis, CheckedRow, Employment, Identity, Problem


@dataclass(frozen=True, slots=True)
class KnownStaff:
    """A staff number of this board; ``same_bsn`` tells whether the row gives its BSN."""

    id: int
    identity: Identity
    same_bsn: bool


@dataclass(frozen=True, slots=True)
class KnownAppointment:
    id: int
    employment: Employment


@dataclass(frozen=True, slots=True)
class KnownBasis:
    """A basis of the appointment that was not voided."""

    id: int
    basis: Basis


@dataclass(frozen=True, slots=True)
class KnownState:
    """What the register has for the appointment key of a row."""

    staff: KnownStaff | None = None
    appointment: KnownAppointment | None = None
    bases: tuple[KnownBasis, ...] = ()


class OutcomeKind(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    ENDED = "ended"
    UNCHANGED = "unchanged"
    VOIDED = "voided"
    REJECTED = "rejected"
    SKIPPED = "skipped"  # not for the register


@dataclass(frozen=True, slots=True)
class Change:
    """One field, old and new. Of a BSN only that it changed is told: both are empty."""

    field: str
    old: str | int | date | Decimal | None
    new: str | int | date | Decimal | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a row does. ``basis`` is the id of the known basis that it names or moves.

    ``problems`` are all that stand in the end: those of the row that still matter, and new ones.
    """

    number: int
    kind: OutcomeKind
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    basis: int | None = None


def compare(rows: Sequence[CheckedRow], known: KnownState) -> tuple[Outcome, ...]:
    """Compare the rows of one appointment with what is known of it, in the order given.

    They are judged together because a row may move a known basis only if no other row names it.
    """
    raise NotImplementedError
