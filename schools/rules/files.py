"""What can only be said of the rows of one file together."""

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
    """``problems`` by row number, on top of those of the rows themselves; ``doubles`` are the rows
    that repeat an earlier one word for word and need not be processed.
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
    """Leave out what an earlier row was told for the whole file; ``told`` keeps which row that was,
    so that a second look tells the same row.
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
    """Hold the rows of a file against each other, in one pass over a list or a generator.

    The order of the rows does not matter. ``held``: the temporary bases that the register has of
    this board, to judge extensions. Sources: design.md §3.3, domain.md §3.2 rules 1 and 2.
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
