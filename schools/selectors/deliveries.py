"""Reading deliveries: what is wrong with their rows, and the proof that they arrived."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.db.models import QuerySet

from schools.choices import DeliveryKind, RowOutcome
from schools.faultlist import masked
from schools.faults import explain, row_in_words
from schools.models import AppointmentBasis, Board, Delivery, DeliveryRow, StaffRecord
from schools.rules import Cells, Ground, Problem, Severity, sections_on
from schools.rules.sheets import Place
from schools.sealing import open_cells

from .codes import grounds_list


def earlier_delivery(board: Board, *, kind: DeliveryKind, sha256: str, on: date) -> Delivery | None:
    """Return an earlier delivery of the same file that makes a new one unnecessary.

    That is one that was applied completely, with nothing applied after it, or one of the same day
    that still waits for its officer.
    """
    told = Delivery.objects.applied().exclude(kind=DeliveryKind.NOTHING).filter(board=board)
    last = told.order_by("-applied_at").first()
    if last and last.sha256 == sha256 and last.kind == kind and not last.rejected:
        return last
    waiting = Delivery.objects.unfinished().filter(board=board, kind=kind, sha256=sha256, on=on)
    return waiting.first()


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a row or worth a second look, as text.

    ``number`` identifies the row within the delivery, ``place`` says where it is in the file. For a
    citizen service number ``value`` holds the last three digits only.
    """

    number: int
    place: Place
    staff_number: str
    column: str
    code: str
    severity: Severity
    value: str
    sentence: str
    advice: str

    @property
    def rejects(self) -> bool:
        return self.severity is Severity.REJECT

    @property
    def tone(self) -> str:
        return "bad" if self.rejects else "warn"

    @property
    def row(self) -> str:
        """Which row it is, in words: its number, and its sheet if the file has several."""
        return row_in_words(self.place)


def faults_of(rows: Iterable[DeliveryRow]) -> Iterator[Fault]:
    """Yield what is wrong with these rows, in their order and in the language of the reader."""
    for row in rows:
        if row.problems:
            yield from _faults(row)


def _faults(row: DeliveryRow) -> Iterator[Fault]:
    cells = _shown_cells(row)._asdict()
    sheets = row.delivery.row_sheets
    for told in row.problems:
        severity = Severity(told["severity"])
        problem = Problem(told["code"], told["column"], severity, told["params"])
        sentence, advice = explain(problem, sheets)
        value = cells[problem.column]
        yield Fault(
            row.number,
            sheets.place(row.number),
            row.staff_number,
            problem.column,
            problem.code,
            severity,
            value,
            sentence,
            advice,
        )


def fault_list(rows: Iterable[DeliveryRow]) -> Iterator[tuple[object, ...]]:
    """Yield the rows with faults as handed in, each with what is wrong and what to do."""
    for row in rows:
        told = list(_faults(row)) if row.problems else []
        if told:
            wrong = " / ".join(f"{one.column}: {one.sentence}" for one in told)
            advice = " / ".join(dict.fromkeys(one.advice for one in told))
            place = row.delivery.place(row.number)
            yield (row.delivery_id, *place, *_shown_cells(row), wrong, advice)


def _shown_cells(row: DeliveryRow) -> Cells:
    cells = open_cells(bytes(row.cells or b""), delivery=row.delivery_id, row=row.number)
    return cells._replace(bsn=masked(cells.bsn.strip()))


RECEIPT_HEADER = ("personeelsnummer", "registratienummer", "deel")
_SECTIONS = {"register": "register", "anteroom": "voorportaal", "support": "ondersteuning"}


def receipt_rows(delivery: Delivery) -> Iterator[tuple[str, str, str]]:
    """Yield everybody in an applied delivery, once per section that this board's grounds give."""
    sections = _sections(delivery)
    people = staff_of(delivery).order_by("staff_number")
    for pk, staff_number, number in people.values_list("pk", "staff_number", "person__number"):
        for section in sorted(sections.get(pk, ())) or [""]:
            yield staff_number, number, _SECTIONS.get(section, "")


def staff_of(delivery: Delivery) -> QuerySet[StaffRecord]:
    """Return the staff records behind the processed rows of an applied delivery."""
    rows = delivery.delivery_rows.exclude(outcome__in=[RowOutcome.REJECTED, RowOutcome.SKIPPED])
    numbers = rows.order_by().values("staff_number")
    return StaffRecord.objects.filter(board=delivery.board_id, staff_number__in=numbers)


def _sections(delivery: Delivery) -> dict[int, set[str]]:
    """Return the sections per person; somebody who begins later has the section of that day."""
    return {
        staff: {
            placement.section.value
            for day in {delivery.on, *(one.since for one in grounds if one.since > delivery.on)}
            for placement in sections_on(grounds, on=day)
        }
        for staff, grounds in _grounds(delivery).items()
    }


_GROUND = ("appointment__category", "code", "subject_areas", "since", "until")


def _grounds(delivery: Delivery) -> dict[int, list[Ground]]:
    """Return the grounds of everybody in a delivery, including those moved to another board."""
    codes = grounds_list()
    grounds: dict[int, list[Ground]] = defaultdict(list)
    bases = AppointmentBasis.objects.filter(voided_at=None)
    here, gone = "appointment__staff", "appointment__moves__was_of"
    told = (
        bases.filter(**{f"{whose}__in": staff_of(delivery)}).values_list(whose, *_GROUND)
        for whose in (here, gone)
    )
    for staff, category, code, areas, since, until in chain.from_iterable(told):
        if known := codes.basis(code, on=since):
            grounds[staff].append(Ground(category, known, tuple(areas), since, until))
    return grounds
