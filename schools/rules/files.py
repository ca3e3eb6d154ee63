"""Checks on all rows of one file together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .chains import HeldBasis, Spell, check_chains, spells_of
from .codes import CodeList
from .contradictions import Table, contradictions, doubles
from .problems import Problem, Problems
from .rows import CheckedRow

ONCE_A_FILE = frozenset({"end_far_away"})  # what the system that wrote the file does in each row


@dataclass(frozen=True, slots=True)
class FileFindings:
    """What the whole file showed, besides the problems of each row by itself.

    ``problems`` are by row number; ``doubles`` are rows that repeat an earlier one word for word
    and need not be processed.
    """

    problems: Mapping[int, Problems]
    doubles: frozenset[int]

    def amend(self, checked: CheckedRow) -> CheckedRow:
        """Return a row with these findings; its ``row`` is None where it may not be processed."""
        found = self.problems.get(checked.number)
        if not found:
            return checked
        amended = checked._replace(problems=checked.problems + found)
        if amended.rejected or checked.number in self.doubles:
            return amended._replace(row=None)
        return amended


def tell_once(checked: CheckedRow, told: dict[str, int]) -> CheckedRow:
    """Drop problems that are reported once per file, at the first row that has them.

    ``told`` records which row that was, so that a second check reports the same row.
    """
    kept = tuple(
        problem
        for problem in checked.problems
        if problem.code not in ONCE_A_FILE
        or told.setdefault(problem.code, checked.number) == checked.number
    )
    return checked if len(kept) == len(checked.problems) else checked._replace(problems=kept)


def check_file(
    rows: Iterable[CheckedRow], *, codes: CodeList, held: Iterable[HeldBasis]
) -> FileFindings:
    """Compare the rows of a file with each other, in one pass over any iterable.

    The order of the rows does not matter. ``held`` are the temporary bases that the register has
    for this board, to judge extensions. Sources: domain.md §3.2 rules 1 and 2.
    """
    table = Table()
    spells: list[Spell] = []
    for checked in rows:
        if checked.row is not None:
            table.add(checked.number, checked.row)
            spells += spells_of(checked.number, checked.row, codes=codes)
    problems: dict[int, list[Problem]] = {}
    for place, problem in contradictions(table):
        problems.setdefault(table.numbers[place], []).append(problem)
    for number, problem in check_chains(spells, held=held, codes=codes):
        problems.setdefault(number, []).append(problem)
    return FileFindings(
        {number: tuple(found) for number, found in problems.items()},
        frozenset(table.numbers[place] for place in doubles(table)),
    )
