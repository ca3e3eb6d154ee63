"""A temporary ground and its extensions: how long they may last together (domain.md §3.2)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from .codes import BasisCode, CodeList, Declaration, TermKind
from .grounds import term_exceeded, titles
from .problems import Problem, Problems, reject, signal
from .rows import AppointmentKey, Basis, Mutation, Row
from .terms import (
    NOTHING,
    ONE_DAY,
    Length,
    add_months,
    allowed_months,
    latest_until,
    length_of,
)

GAP_MONTHS = 3  # WVO 33(3), for replacement; the other grounds follow it here

Found = Iterator[tuple[int, Problem]]


@dataclass(frozen=True, slots=True)
class HeldBasis:
    """A basis of this board that is already in the register."""

    appointment: AppointmentKey
    basis: Basis


@dataclass(frozen=True, slots=True)
class Spell:
    """One basis in a chain and its end; ``row`` is 0 if it is already in the register."""

    row: int
    appointment: AppointmentKey
    basis: Basis
    until: date
    void: bool = False

    def replaces(self, held: HeldBasis) -> bool:
        """Tell whether this row repeats or takes back a basis in the register."""
        if self.void:
            return self.basis.key == held.basis.key
        return self.basis.overlaps(held.basis)


def is_chained(code: BasisCode) -> bool:
    """Tell whether spells of this ground add up.

    A student's months of full-time work do not: a study has one such contract.
    """
    return code.term_kind not in (None, TermKind.FULLTIME_MONTHS)


def spells_of(number: int, row: Row, *, codes: CodeList) -> list[Spell]:
    """Return the spell of a row if its ground is temporary, else an empty list."""
    code, until = codes.basis(row.basis.code, on=row.basis.since), row.basis.until
    if code is None or until is None or not is_chained(code):
        return []
    void = row.mutation is Mutation.VOID
    return [Spell(number, row.appointment_key, row.basis, until, void)]


def check_chains(spells: list[Spell], *, held: Iterable[HeldBasis], codes: CodeList) -> Found:
    """Judge each row with a temporary ground together with the spells before it.

    A chain is about one member of staff, one ground and one subject area; a row gets each problem
    once.
    """
    standing = [spell for spell in spells if not spell.void]
    chains: dict[tuple[str, str, str], list[Spell]] = {}
    for spell in [*standing, *_still_held(spells, held)]:
        for area in spell.basis.subject_areas or ("",):
            key = (spell.appointment.staff_number, spell.basis.code, area)
            chains.setdefault(key, []).append(spell)
    told: set[tuple[int, str]] = set()
    for chain in chains.values():
        for row, problem in _judge(chain, codes=codes):
            if (row, problem.code) not in told:
                told.add((row, problem.code))
                yield row, problem


def _still_held(spells: list[Spell], held: Iterable[HeldBasis]) -> Iterator[Spell]:
    by_ground: dict[tuple[AppointmentKey, str, tuple[str, ...]], list[Spell]] = {}
    for spell in spells:
        ground = (spell.appointment, spell.basis.code, spell.basis.subject_areas)
        by_ground.setdefault(ground, []).append(spell)
    for one in held:
        ground = (one.appointment, one.basis.code, one.basis.subject_areas)
        until = one.basis.until
        if until and not any(spell.replaces(one) for spell in by_ground.get(ground, ())):
            yield Spell(0, one.appointment, one.basis, until)


def _judge(chain: list[Spell], *, codes: CodeList) -> Found:
    run = _Run()
    for spell in sorted(chain, key=lambda spell: (spell.basis.since, spell.until)):
        code = codes.basis(spell.basis.code, on=spell.basis.since)
        if code and is_chained(code) and run.lengthen(spell) and spell.row:
            for problem in run.problems(spell, code):
                yield spell.row, problem


@dataclass(slots=True)
class _Run:
    """A series of spells with gaps of at most three months."""

    since: date = date.min
    until: date = date.min
    last_days: tuple[date, date] = (date.min, date.min)
    length: Length = NOTHING
    spells: int = 0
    extensions: int = 0

    def lengthen(self, spell: Spell) -> bool:
        """Add a spell, or begin a new run; tell whether the run now ends with it.

        A spell inside the run adds nothing; one with the same days as the last is judged alike.
        """
        since, days = spell.basis.since, (spell.basis.since, spell.until)
        if not self.spells or since > add_months(self.until, GAP_MONTHS):
            self.since, self.length, self.spells, self.extensions = since, NOTHING, 0, 0
        elif spell.until <= self.until:
            return days == self.last_days
        else:
            self.extensions += since >= self.until
            since = max(since, self.until)
        self.length += length_of(since, spell.until)
        self.until, self.last_days = spell.until, days
        self.spells += 1
        return True

    def problems(self, spell: Spell, code: BasisCode) -> Problems:
        """Return what is wrong with the run now that this spell is its last."""
        allowed = allowed_months(code, extensions=self.extensions)
        if self.spells == 1:
            return term_exceeded(spell.basis.since, spell.until, code=code, months=allowed)
        if code.term_kind is TermKind.SCHOOL_YEARS:
            rejections = self._ends_too_late(code, allowed)
        else:
            rejections = self._lasts_too_long(code, allowed)
        return rejections or tuple(self._signals(code, allowed))

    def _ends_too_late(self, code: BasisCode, allowed: int) -> Problems:
        latest = latest_until(self.since, months=allowed, kind=TermKind.SCHOOL_YEARS)
        if self.until <= latest:
            return ()
        last = (latest - ONE_DAY).isoformat()
        facts = {"last_date": last, "last_cell": last, **titles(code)}
        return (reject("chain_too_long_school_years", "einde", **facts),)

    def _lasts_too_long(self, code: BasisCode, allowed: int) -> Problems:
        found = self.length.started_months
        if found <= allowed:
            return ()
        problem = reject("chain_too_long", "einde", found=found, allowed=allowed, **titles(code))
        return (problem,)

    def _signals(self, code: BasisCode, allowed: int) -> Iterator[Problem]:
        if self.extensions and code.declaration is Declaration.EXTENSION:
            yield signal("declaration_needed", "grondslagcode", **titles(code))
        found = self.length.started_months
        if code.warn_months and found >= code.warn_months:
            yield signal("chain_nearly_full", "einde", found=found, allowed=allowed, **titles(code))
