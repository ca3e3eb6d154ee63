"""A temporary ground and its extensions: how long they may last together (domain.md §3.2)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from .codes import BasisCode, CodeList, Declaration, TermKind
from .grounds import term_exceeded, titles
from .problems import Problem, Problems, reject, signal
from .rows import AppointmentKey, Basis, Mutation, Row
from .terms import ONE_DAY, add_months, allowed_months, latest_until, started_months

GAP_MONTHS = 3  # WVO 33(3), for replacement; the other grounds follow it here

Found = Iterator[tuple[int, Problem]]


@dataclass(frozen=True, slots=True)
class HeldBasis:
    """A basis that the register has of this board already."""

    appointment: AppointmentKey
    basis: Basis


@dataclass(frozen=True, slots=True)
class Spell:
    """One basis in a chain; ``row`` is 0 for one that the register has already."""

    row: int
    appointment: AppointmentKey
    basis: Basis
    void: bool = False

    def replaces(self, held: HeldBasis) -> bool:
        """Tell whether this row says anew, or takes back, what the register has."""
        if self.void:
            return self.basis.key == held.basis.key
        return self.basis.overlaps(held.basis)


def is_chained(code: BasisCode) -> bool:
    """Tell whether spells of this ground add up.

    A student's months of full-time work do not: a study has one such contract.
    """
    return code.term_kind not in (None, TermKind.FULLTIME_MONTHS)


def spells_of(number: int, row: Row, *, codes: CodeList) -> list[Spell]:
    """Return the spell of a row where its ground is one that can run out, else nothing."""
    code = codes.basis(row.basis.code, on=row.basis.since)
    if code is None or not is_chained(code):
        return []
    return [Spell(number, row.appointment_key, row.basis, void=row.mutation is Mutation.VOID)]


def check_chains(spells: list[Spell], *, held: Iterable[HeldBasis], codes: CodeList) -> Found:
    """Judge each row of a temporary ground together with the spells before it.

    A chain is of one member of staff, one ground and one subject area; a row hears a thing once.
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
        if not any(spell.replaces(one) for spell in by_ground.get(ground, ())):
            yield Spell(0, one.appointment, one.basis)


def _judge(chain: list[Spell], *, codes: CodeList) -> Found:
    run = _Run()
    for spell in sorted(chain, key=_in_time):
        code = codes.basis(spell.basis.code, on=spell.basis.since)
        if code and is_chained(code) and run.lengthen(spell.basis) and spell.row:
            for problem in run.problems(spell.basis, code):
                yield spell.row, problem


def _in_time(spell: Spell) -> tuple[date, date]:
    return spell.basis.since, spell.basis.until or date.max


@dataclass(slots=True)
class _Run:
    """Spells that follow each other with gaps of at most three months."""

    spans: list[tuple[date, date]] = field(default_factory=list)
    extensions: int = 0

    def lengthen(self, basis: Basis) -> bool:
        """Add a basis, or begin a new run; tell whether it brought any day that was not there."""
        since, until = basis.since, basis.until or date.max
        end = self.spans[-1][1] if self.spans else None
        if end is None or since > add_months(end, GAP_MONTHS):
            self.spans, self.extensions = [(since, until)], 0
            return True
        if until <= end:
            return False
        self.extensions += since >= end
        self.spans.append((max(since, end), until))
        return True

    def problems(self, basis: Basis, code: BasisCode) -> Iterator[Problem]:
        """Tell what is wrong with the run now that this basis is its last."""
        allowed = allowed_months(code, extensions=self.extensions)
        if len(self.spans) == 1:
            rejections = term_exceeded(basis, code=code, months=allowed)
        else:
            rejections = self._too_long(code, allowed)
        yield from rejections
        if self.extensions and not rejections:
            yield from self._signals(code)

    def _too_long(self, code: BasisCode, allowed: int) -> Problems:
        if code.term_kind is TermKind.SCHOOL_YEARS:
            latest = latest_until(self.spans[0][0], months=allowed, kind=code.term_kind)
            if self.spans[-1][1] <= latest:
                return ()
            last = (latest - ONE_DAY).isoformat()
            facts = {"last_date": last, "last_cell": last, **titles(code)}
            return (reject("chain_too_long_school_years", "einde", **facts),)
        found = started_months(self.spans)
        if found <= allowed:
            return ()
        problem = reject("chain_too_long", "einde", found=found, allowed=allowed, **titles(code))
        return (problem,)

    def _signals(self, code: BasisCode) -> Iterator[Problem]:
        if code.declaration is Declaration.EXTENSION:
            yield signal("declaration_needed", "grondslagcode", **titles(code))
        found, allowed = (
            started_months(self.spans),
            allowed_months(code, extensions=self.extensions),
        )
        if code.warn_months and found >= code.warn_months:
            yield signal("chain_nearly_full", "einde", found=found, allowed=allowed, **titles(code))
