"""Previewing a delivery: one DeliveryRow per row of the file, with what applying it would do.

The file is read as a stream: a national delivery has 300,000 rows, whose objects would not fit in a
worker. Rows are judged as they come, appointment by appointment. Whatever shows only after the
whole file was read leads to a second look at the rows concerned.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Count, Q

from accounts import identifiers, names
from core.collector import collector_at_rest

from . import parsing
from .choices import DeliveryKind, RowOutcome
from .copying import bytea, copy_into, text_array
from .endings import add_endings
from .models import Delivery, DeliveryFile, DeliveryRow
from .progress import tell_rows_checked
from .rules import (
    AppointmentKey,
    Change,
    CheckedRow,
    FileFindings,
    KnownState,
    Outcome,
    OutcomeKind,
    Problem,
    RawRow,
    Row,
    check_file,
    check_row,
    compare,
    tell_once,
)
from .sealing import open_file, seal_cells
from .selectors.checking import Inputs, held_bases, known_states

CHUNK = 2_000
HEADER = 1  # its row in a spreadsheet

Seen = tuple[RawRow, CheckedRow]


@dataclass(frozen=True)
class Preview:
    """How many rows have which outcome, and the digest of what the rows say and do."""

    counts: Mapping[str, int]
    digest: str


def make_preview(delivery: Delivery, inputs: Inputs) -> Preview:
    """Write what each row of a delivery would do, replacing what an earlier check wrote."""
    delivery.delivery_rows.all().delete()
    told: dict[str, int] = {}
    with collector_at_rest():
        findings = check_file(
            _first_sight(delivery, inputs, told), codes=inputs.codes, held=held_bases(inputs.board)
        )
    again = _to_be_seen_again(delivery, findings)
    if again:
        delivery.delivery_rows.filter(number__in=again).delete()
        rows = (raw for raw in _raw_rows(delivery) if raw.number in again)
        seen = _checked(rows, delivery, inputs, told)
        _judge(delivery, [(raw, findings.amend(checked)) for raw, checked in seen], inputs)
    if delivery.kind == DeliveryKind.FULL:
        add_endings(delivery)
    return _summary(delivery)


def _raw_rows(delivery: Delivery) -> Iterator[RawRow]:
    """Yield the rows of the file; it is in memory only during the iteration."""
    yield from parsing.read(_handed_in(delivery)).rows


def _handed_in(delivery: Delivery) -> bytes:
    sealed = DeliveryFile.objects.values_list("sealed", flat=True).get(pk=delivery.pk)
    return open_file(sealed, delivery=delivery.pk)


def _checked(
    rows: Iterable[RawRow], delivery: Delivery, inputs: Inputs, told: dict[str, int]
) -> Iterator[Seen]:
    for raw in rows:
        checked = check_row(raw, codes=inputs.codes, known=inputs.known, on=delivery.on)
        yield raw, tell_once(checked, told)


def _first_sight(delivery: Delivery, inputs: Inputs, told: dict[str, int]) -> Iterator[CheckedRow]:
    """Yield each row of the file; the rows of a chunk are judged and written on the way."""
    chunk: list[Seen] = []
    for raw, checked in _checked(_raw_rows(delivery), delivery, inputs, told):
        yield checked
        if len(chunk) >= CHUNK and _appointment(checked) != _appointment(chunk[-1][1]):
            _judge(delivery, chunk, inputs)
            tell_rows_checked(delivery, chunk[-1][0].number - HEADER)
            chunk = []
        chunk.append((raw, checked))
    _judge(delivery, chunk, inputs)


def _appointment(checked: CheckedRow) -> AppointmentKey | None:
    return checked.row.appointment_key if checked.row else None


_AGAIN = """
select number from (
    select number, category,
        max(number) over same - min(number) over same >= count(*) over same
            or bool_or(number = any(%(numbers)s)) over same as again
    from schools_deliveryrow where delivery_id = %(delivery)s
    window same as (partition by staff_number, location, category)
) delivered
where again and category is not null
"""


def _to_be_seen_again(delivery: Delivery, findings: FileFindings) -> set[int]:
    """Return the rows to judge again.

    They are the rows with a finding, all rows of their appointments, and the rows of appointments
    that are not together in the file.
    """
    numbers = findings.problems.keys() | findings.doubles
    with connection.cursor() as cursor:
        cursor.execute(_AGAIN, {"delivery": delivery.pk, "numbers": list(numbers)})
        return numbers | {number for (number,) in cursor.fetchall()}


def _judge(delivery: Delivery, seen: Collection[Seen], inputs: Inputs) -> None:
    """Decide what each row does, per whole appointment, and write that."""
    rows = [checked.row for _, checked in seen if checked.row]
    digests = {row.bsn: identifiers.bsn_digest(row.bsn) for row in rows}
    known = known_states(inputs.board, rows, digests=digests)
    outcomes: dict[int, Outcome] = {}
    for key, group in _by_appointment(seen).items():
        state = known[key] if isinstance(key, AppointmentKey) else KnownState()
        outcomes |= {outcome.number: outcome for outcome in compare(group, state)}
    copy_into(
        DeliveryRow,
        _FIELDS,
        (_line(delivery, one, outcomes[one[0].number], digests=digests) for one in seen),
    )


def _by_appointment(seen: Iterable[Seen]) -> dict[AppointmentKey | int, list[CheckedRow]]:
    """Group rows by appointment; a row that cannot be processed is a group by itself."""
    groups: dict[AppointmentKey | int, list[CheckedRow]] = {}
    for raw, checked in seen:
        key = checked.row.appointment_key if checked.row else raw.number
        groups.setdefault(key, []).append(checked)
    return groups


_FIELDS = (
    *("delivery", "number", "outcome", "problems", "changes", "cells", "basis", "staff_number"),
    *("digest", "ciphertext"),
    *("family_name", "prefix", "given_names", "birth_date", "gender", "email", "sort_key"),
    *("location", "category", "kind", "fte", "code", "subject_areas", "since", "until"),
    "mutated_on",
)
_SAYS_NOTHING = (
    None,
    None,
    "",
    "",
    "",
    None,
    "",
    "",
    "",
    "",
    None,
    None,
    None,
    "",
    "{}",
    *[None] * 3,
)


def _line(
    delivery: Delivery, seen: Seen, outcome: Outcome, *, digests: Mapping[str, bytes]
) -> tuple[object, ...]:
    """Return the values of a row in the order of ``_FIELDS``, as COPY takes them."""
    raw, checked = seen
    row = checked.row
    said: tuple[object, ...] = _SAYS_NOTHING
    if row:
        unchanged = outcome.kind is OutcomeKind.UNCHANGED
        said = _names_appointment(row) if unchanged else _said(row, digests[row.bsn])
    return (
        delivery.pk,
        outcome.number,
        outcome.kind.value,
        _json(outcome.problems, _problem),
        _json(outcome.changes, _change),
        bytea(seal_cells(raw.cells, delivery=delivery.pk, row=raw.number))
        if outcome.problems
        else None,
        outcome.basis,
        checked.staff_number,
        *said,
    )


def _names_appointment(row: Row) -> tuple[object, ...]:
    """All that is kept of a row that says what is known already."""
    return (*_SAYS_NOTHING[:9], row.location, row.category, *_SAYS_NOTHING[11:])


def _said(row: Row, digest: bytes) -> tuple[object, ...]:
    who, job, basis = row.identity, row.employment, row.basis
    return (
        bytea(digest),
        bytea(identifiers.bsn_ciphertext(row.bsn, digest)),
        who.family_name,
        who.prefix,
        who.given_names,
        who.birth_date,
        who.gender,
        who.email,
        names.sort_key(family_name=who.family_name, given_names=who.given_names),
        row.location,
        row.category,
        job.kind,
        job.fte,
        basis.code,
        text_array(basis.subject_areas),
        basis.since,
        basis.until,
        row.mutated_on,
    )


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "column": problem.column,
        "severity": problem.severity,
        "params": dict(problem.params),
    }


def _change(change: Change) -> tuple[str, object, object]:
    return change.column, change.old, change.new


def _json(values: Sequence[Any], shape: Callable[[Any], object]) -> str:
    if not values:
        return "[]"
    return json.dumps([shape(value) for value in values], cls=DjangoJSONEncoder)


_DIGEST = """
select encode(sha256(%s || convert_to(coalesce(string_agg(
    concat_ws(' ', number, outcome, basis, problems, changes), E'\\n' order by number
), ''), 'UTF8')), 'hex')
from schools_deliveryrow where delivery_id = %s
"""


def _summary(delivery: Delivery) -> Preview:
    counted = {kind.value: Count("pk", filter=Q(outcome=kind)) for kind in RowOutcome}
    counts = delivery.delivery_rows.aggregate(
        rows=Count("pk", filter=Q(absent=False)),
        signals=Count("pk", filter=~Q(problems=[]) & ~Q(outcome=RowOutcome.REJECTED)),
        **counted,
    )
    with connection.cursor() as cursor:
        read = hashlib.sha256(_handed_in(delivery)).digest()
        cursor.execute(_DIGEST, [read, delivery.pk])
        return Preview(counts, cursor.fetchone()[0])
