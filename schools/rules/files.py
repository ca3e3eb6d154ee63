"""What can only be said of the rows of one file together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .codes import CodeList
from .rows import AppointmentKey, Basis, CheckedRow, Problem


@dataclass(frozen=True, slots=True)
class HeldBasis:
    """A basis that the register has of this board already."""

    appointment: AppointmentKey
    basis: Basis


@dataclass(frozen=True, slots=True)
class FileFindings:
    """``problems`` by row number, on top of those of the rows themselves; ``doubles`` are the rows
    that repeat an earlier one word for word and need not be processed.
    """

    problems: Mapping[int, tuple[Problem, ...]]
    doubles: frozenset[int]


def check_file(
    rows: Iterable[CheckedRow], *, codes: CodeList, held: Iterable[HeldBasis]
) -> FileFindings:
    """Hold the rows of a file against each other, in one pass over a list or a generator.

    ``held``: the temporary bases that the register has of this board, to judge extensions.
    """
    raise NotImplementedError
