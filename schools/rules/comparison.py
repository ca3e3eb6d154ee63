"""What a row changes in the register."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from .problems import Problem, reject, signal
from .rows import Basis, CheckedRow, Employment, Identity, Mutation, Row
from .terms import ONE_DAY


class KnownStaff(NamedTuple):
    """A staff number of this board; ``same_bsn`` tells whether the row gives its BSN."""

    id: int
    identity: Identity
    same_bsn: bool


class KnownAppointment(NamedTuple):
    id: int
    employment: Employment


class KnownBasis(NamedTuple):
    """A basis of the appointment that was not voided."""

    id: int
    basis: Basis


class KnownState(NamedTuple):
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
    SKIPPED = "skipped"  # not for the register, or said twice


ALL_IS_SAID = (Mutation.NEW, Mutation.STANDS)  # nothing need be known to process such a row

Value = str | int | date | Decimal | None


@dataclass(frozen=True, slots=True)
class Change:
    """One column, old and new; of ``einde`` the last day. Of a BSN it is only told that it
    changed: old and new are empty.
    """

    column: str
    old: Value
    new: Value


class Outcome(NamedTuple):
    """What a row does. ``basis`` is the id of the known basis that it names or moves.

    ``problems`` are all that remain in the end: those of the row that still matter, and new ones.
    """

    number: int
    kind: OutcomeKind
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    basis: int | None = None


def compare(rows: Sequence[CheckedRow], known: KnownState) -> tuple[Outcome, ...]:
    """Compare the rows of one appointment with what is known of it, in the order given.

    They are judged together because a row moves the begin of a known basis that it overlaps only
    if no other row names that basis.
    """
    named = _named(rows, known.bases) if known.bases else {}
    return tuple(_outcome(checked, known, named.get(checked.number)) for checked in rows)


def _named(rows: Sequence[CheckedRow], bases: Sequence[KnownBasis]) -> dict[int, KnownBasis]:
    """Find the known basis of each row: by its key, else the first that it overlaps."""
    free = {known.basis.key: known for known in bases}
    named: dict[int, KnownBasis] = {}
    others: list[tuple[date, int, Basis]] = []
    for number, row in [(checked.number, checked.row) for checked in rows if checked.row]:
        if exact := free.pop(row.basis.key, None):
            named[number] = exact
        elif row.mutation is not Mutation.VOID:
            others.append((row.basis.since, number, row.basis))
    for _, number, basis in sorted(others, key=lambda other: other[:2]):
        if overlapped := _overlapped(basis, free.values()):
            named[number] = free.pop(overlapped.basis.key)
    return named


def _overlapped(basis: Basis, free: Iterable[KnownBasis]) -> KnownBasis | None:
    candidates = [
        known
        for known in free
        if known.basis.code == basis.code
        and known.basis.subject_areas == basis.subject_areas
        and known.basis.overlaps(basis)
    ]
    return min(candidates, key=lambda known: known.basis.since, default=None)


def _outcome(checked: CheckedRow, known: KnownState, basis: KnownBasis | None) -> Outcome:
    row = checked.row
    if row is None:
        kind = OutcomeKind.REJECTED if checked.rejected else OutcomeKind.SKIPPED
        return Outcome(checked.number, kind, (), checked.problems)
    if known.staff is None and row.mutation in ALL_IS_SAID:
        return Outcome(checked.number, OutcomeKind.NEW, (), checked.problems)
    found = basis.id if basis else None
    if refusal := _refusal(row, known, basis):
        problems = (*checked.problems, refusal)
        return Outcome(checked.number, OutcomeKind.REJECTED, (), problems, found)
    changes = () if row.mutation is Mutation.VOID else tuple(_changes(row, known, basis))
    kind = _kind(row, basis, changes)
    problems = (*checked.problems, *_signals(row, known, kind))
    if kind is OutcomeKind.UNCHANGED:
        problems = tuple(problem for problem in problems if problem.code != "late")
    return Outcome(checked.number, kind, changes, problems, found)


def _refusal(row: Row, known: KnownState, basis: KnownBasis | None) -> Problem | None:
    """A staff number stays with one person; what is not known cannot be changed or ended."""
    staff = known.staff
    if staff and not staff.same_bsn and staff.identity.birth_date != row.identity.birth_date:
        return reject("staff_number_of_another", "personeelsnummer")
    if row.mutation in ALL_IS_SAID or basis:
        return None
    if staff is None:
        return reject("staff_not_known", "mutatiesoort")
    if known.appointment is None:
        return reject("appointment_not_known", "mutatiesoort")
    return reject("basis_not_known", "mutatiesoort")


def _kind(row: Row, basis: KnownBasis | None, changes: Sequence[Change]) -> OutcomeKind:
    if row.mutation is Mutation.VOID:
        return OutcomeKind.VOIDED
    if basis is None:
        return OutcomeKind.NEW
    if not changes:
        return OutcomeKind.UNCHANGED
    if row.mutation is Mutation.END and any(change.column == "einde" for change in changes):
        return OutcomeKind.ENDED
    return OutcomeKind.CHANGED


def _signals(row: Row, known: KnownState, kind: OutcomeKind) -> Iterator[Problem]:
    if kind is OutcomeKind.CHANGED and row.mutation is Mutation.NEW:
        yield signal("already_known", "mutatiesoort")
    if known.staff and not known.staff.same_bsn:
        yield signal("bsn_changed", "bsn")


def _changes(row: Row, known: KnownState, basis: KnownBasis | None) -> Iterator[Change]:
    if known.staff and not known.staff.same_bsn:
        yield Change("bsn", None, None)
    if known.staff and known.staff.identity != row.identity:
        yield from _identity_changes(known.staff.identity, row.identity)
    if known.appointment and known.appointment.employment != row.employment:
        yield from _employment_changes(known.appointment.employment, row.employment)
    if basis and basis.basis != row.basis:
        yield from _basis_changes(basis.basis, row.basis)


def _identity_changes(old: Identity, new: Identity) -> Iterator[Change]:
    """An empty gender or e-mail says nothing, and so changes nothing."""
    pairs: list[tuple[str, Value, Value]] = [
        ("geslachtsnaam", old.family_name, new.family_name),
        ("voorvoegsel", old.prefix, new.prefix),
        ("voornamen", old.given_names, new.given_names),
        ("geboortedatum", old.birth_date, new.birth_date),
        ("geslacht", old.gender, new.gender or old.gender),
        ("email", old.email, new.email or old.email),
    ]
    return (Change(column, was, now) for column, was, now in pairs if was != now)


def _employment_changes(old: Employment, new: Employment) -> Iterator[Change]:
    if old.kind != new.kind:
        yield Change("aard_arbeidsrelatie", old.kind, new.kind)
    if old.fte != new.fte:
        yield Change("betrekkingsomvang", old.fte, new.fte)


def _basis_changes(old: Basis, new: Basis) -> Iterator[Change]:
    if old.since != new.since:
        yield Change("begin", old.since, new.since)
    if old.until != new.until:
        yield Change("einde", _last_day(old), _last_day(new))


def _last_day(basis: Basis) -> date | None:
    return basis.until - ONE_DAY if basis.until else None
