"""Naming the columns and values of a file, and repairing its cells."""

from collections.abc import Callable, Collection, Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from core import audit
from core.errors import Refused
from core.moves import advance
from core.permissions import require
from schools import parsing, permissions
from schools.choices import DeliveryKind
from schools.faultlist import corrected, read_corrections
from schools.faults import explain
from schools.models import Board, ColumnMemory, Delivery, DeliveryFile, ValueMemory
from schools.parsing import StructuralFault
from schools.posting import have_checked
from schools.reading import (
    as_delivered,
    finisher,
    sheet_fields,
    told_by_us,
    unknown_columns,
    written,
)
from schools.rules import Cells, RawRow
from schools.rules.recognition import SHEET, Plan, plain_name, plain_value
from schools.sealing import open_file, seal_file
from schools.selectors.memory import remembered
from schools.tables import choose, is_ambiguous, tables

MOST_AUDITED = 100


@transaction.atomic
def name_columns(
    delivery: Delivery, *, actor: Person, sheets: Sequence[str], plan: Plan
) -> Delivery:
    """Read a file with the sheets and columns that its officer named, remember the columns, and
    start the check.

    Raises Refused if a column is still unnamed or the file cannot be read to its end.
    """
    delivery = Delivery.objects.select_for_update(no_key=True).get(pk=delivery.pk)
    require(permissions.can_decide_on(actor, delivery))
    advance(delivery, "name_columns", actor=actor)
    file = DeliveryFile.objects.get(pk=delivery.pk)
    known, full = remembered(delivery.board), delivery.kind == DeliveryKind.FULL
    try:
        found = tables(open_file(file.sealed, delivery=delivery.pk), known)
        offered = choose(found, sheets[0])
        table = offered.only(sheets)
        whole = told_by_us(plan, always=full, on=delivery.on)
        if whole.open:
            raise unknown_columns(whole)
        finish = finisher(full=full, on=delivery.on)
        rows = as_delivered(table, whole, values=known.values, finish=finish)
        Delivery.objects.filter(pk=delivery.pk).update(**sheet_fields(table.sheets))
    except StructuralFault as fault:
        raise Refused(" ".join(explain(fault)), code=fault.code) from fault
    _remember_columns(delivery.board, table.header, plan)
    choices = found if is_ambiguous(found) else [offered]
    _remember_sheets(delivery.board, [name for one in choices for name in one.names], sheets)
    _replace(file, rows)
    have_checked(delivery)
    return delivery


@transaction.atomic
def read_again(delivery: Delivery, *, actor: Person) -> Delivery:
    """Let the officer name the columns again, in the original file.

    Raises Refused if it has no columns of the board's own: one person filled in on a page, or a
    list of faults that came back.
    """
    delivery = Delivery.objects.select_for_update(no_key=True).get(pk=delivery.pk)
    require(permissions.can_decide_on(actor, delivery))
    file = DeliveryFile.objects.get(pk=delivery.pk)
    came = file.original or file.sealed
    if not delivery.is_file or read_corrections(open_file(came, delivery=delivery.pk)):
        raise Refused(_("This delivery has no columns of your own."), code="no_columns")
    advance(delivery, "read_again", actor=actor, checked_at=None)
    file.sealed, file.original = came, None
    file.save(update_fields=["sealed", "original"])
    return delivery


@transaction.atomic
def forget(told: ColumnMemory | ValueMemory, *, actor: Person) -> None:
    """Forget what an officer told us, so that we ask it again with the next file."""
    require(permissions.can_deliver(actor, told.board))
    audit.record("forget", told, actor=actor, board=told.board_id, column=told.column)
    told.delete()


def _remember_columns(board: Board, header: tuple[str, ...], plan: Plan) -> None:
    """Remember the named columns for the board's next file, replacing what contradicts them."""
    told = [
        ColumnMemory(board=board, column=column, source=plain_name(header[place])[:200])
        for column, places in plan.sources.items()
        for place in places
    ]
    told += [
        ColumnMemory(board=board, column=column, constant=text)
        for column, text in plan.constants.items()
    ]
    named = [one for one in told if one.source or one.column in plan.constants]
    earlier = ColumnMemory.objects.filter(board=board)
    earlier.filter(source__in=[one.source for one in named if one.source]).delete()
    earlier.filter(source="", column__in=[*plan.sources, *plan.constants]).delete()
    ColumnMemory.objects.bulk_create(named, ignore_conflicts=True)


def _remember_sheets(board: Board, offered: Collection[str], read: Collection[str]) -> None:
    """Remember which of the sheets that the officer could choose are not to be read."""
    earlier = ValueMemory.objects.filter(board=board, column=SHEET)
    earlier.filter(said__in=[plain_value(name)[:100] for name in offered]).delete()
    unread = {plain_value(name)[:100] for name in offered if name not in read}
    ValueMemory.objects.bulk_create(
        ValueMemory(board=board, column=SHEET, said=name) for name in sorted(unread)
    )


@transaction.atomic
def translate_values(
    delivery: Delivery, *, actor: Person, column: str, meanings: Mapping[str, str]
) -> Delivery:
    """Replace values of a column by their meaning, remember that, and check again."""
    delivery = Delivery.objects.select_for_update(no_key=True).get(pk=delivery.pk)
    require(permissions.can_decide_on(actor, delivery))
    told = {plain_value(said)[:100]: meant for said, meant in meanings.items() if meant}
    if not told:
        raise Refused(_("Choose for at least one value what it means."), code="nothing_told")
    ValueMemory.objects.bulk_create(
        [
            ValueMemory(board=delivery.board, column=column, said=said, meant=meant)
            for said, meant in told.items()
        ],
        update_conflicts=True,
        unique_fields=["board", "column", "said"],
        update_fields=["meant"],
    )

    def translated(raw: RawRow) -> Cells:
        said = getattr(raw.cells, column)
        return raw.cells._replace(**{column: told.get(plain_value(said), said)})

    return _change_rows(delivery, translated, actor=actor, column=column)


@transaction.atomic
def repair(delivery: Delivery, *, actor: Person, cells: Mapping[tuple[int, str], str]) -> Delivery:
    """Replace single cells, given by row and column, and check again."""
    delivery = Delivery.objects.select_for_update(no_key=True).get(pk=delivery.pk)
    require(permissions.can_decide_on(actor, delivery))
    by_row: dict[int, dict[str, str]] = {}
    for (number, column), text in cells.items():
        by_row.setdefault(number, {})[column] = text
    mended: list[int] = []

    def repaired(raw: RawRow) -> Cells:
        better = corrected(raw.cells, by_row.get(raw.number, {}))
        mended.extend([raw.number] * len(better))
        return raw.cells._replace(**better)

    delivery = _change_rows(delivery, repaired, actor=actor)
    if not mended:
        raise Refused(_("Type a better value in at least one place."), code="nothing_told")
    audit.record("repair", delivery, actor=actor, rows=sorted(set(mended))[:MOST_AUDITED])
    return delivery


def _change_rows(
    delivery: Delivery, change: Callable[[RawRow], Cells], *, actor: Person, **data: str | int
) -> Delivery:
    file = DeliveryFile.objects.get(pk=delivery.pk)
    sheet = parsing.read(open_file(file.sealed, delivery=delivery.pk))
    rows = written((raw.number, change(raw)) for raw in sheet.rows)
    advance(delivery, "check_again", actor=actor, checked_at=None, data=data)
    _replace(file, rows)
    have_checked(delivery)
    return delivery


def _replace(file: DeliveryFile, rows: bytes) -> None:
    """Replace the rows to check; the original file is kept."""
    if file.original is None:
        file.original = file.sealed
    file.sealed = seal_file(rows, delivery=file.pk)
    file.save(update_fields=["sealed", "original"])
