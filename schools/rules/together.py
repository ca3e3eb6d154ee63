"""Limits on the jobs of one person at several boards together, which no board can see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .chains import Spell, check_chains, is_chained
from .codes import CodeList
from .rows import AppointmentKey, Basis

TOO_LONG = frozenset({"chain_too_long", "chain_too_long_school_years"})
LARGEST_TOTAL = Decimal("1.2")  # as for one row and for one board; ours


@dataclass(frozen=True, slots=True)
class Job:
    """An appointment at a board and how large it is; ``until`` is None where it goes on."""

    board: int
    since: date
    until: date | None
    fte: Decimal

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class BoardBasis:
    """A basis at a board."""

    board: int
    location: str
    category: int
    basis: Basis


def largest_total(jobs: Sequence[Job], *, on: date) -> tuple[Decimal, date]:
    """Return the largest total size of jobs from a day on, and the first day that it is reached.

    The total only grows on a day on which a job begins.
    """
    days = sorted({max(job.since, on) for job in jobs})
    totals = [
        (sum((job.fte for job in jobs if job.holds_on(day)), Decimal(0)), day) for day in days
    ]
    return max(totals, key=lambda total: total[0], default=(Decimal(0), on))


def chains_too_long(bases: Iterable[BoardBasis], *, codes: CodeList) -> dict[str, date]:
    """Return the temporary grounds of one person that last too long over boards together, and the
    end of each.

    The rule is that of one board (domain.md §3.2 rules 1 and 2). What lasts too long at one board
    alone was told to that board already, and is left out.
    """
    held = list(bases)
    alone: set[str] = set()
    for board in {one.board for one in held}:
        alone |= _too_long([one for one in held if one.board == board], codes).keys()
    together = _too_long(held, codes)
    return {code: together[code] for code in sorted(together) if code not in alone}


def _too_long(held: Sequence[BoardBasis], codes: CodeList) -> dict[str, date]:
    spells = {
        number: Spell(number, _at(one), one.basis, one.basis.until)
        for number, one in enumerate(held, 1)
        if one.basis.until and _adds_up(one.basis, codes)
    }
    found: dict[str, date] = {}
    for number, problem in check_chains(list(spells.values()), held=(), codes=codes):
        if problem.code in TOO_LONG:
            spell = spells[number]
            found[spell.basis.code] = max(spell.until, found.get(spell.basis.code, spell.until))
    return found


def _at(one: BoardBasis) -> AppointmentKey:
    return AppointmentKey("", one.location, one.category)


def _adds_up(basis: Basis, codes: CodeList) -> bool:
    code = codes.basis(basis.code, on=basis.since)
    return code is not None and is_chained(code)
