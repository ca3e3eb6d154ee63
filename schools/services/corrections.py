"""Handing in a corrected list of faults."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from accounts.models import Person
from core.errors import Refused
from schools.choices import DeliveryStatus
from schools.faultlist import Correction, corrected
from schools.models import Board, Delivery
from schools.parsing import StructuralFault
from schools.reading import written
from schools.rules import Cells
from schools.sealing import open_cells

from .readings import repair


def hand_in_corrections(
    board: Board, corrections: list[Correction], *, actor: Person
) -> tuple[Delivery, bytes | None]:
    """Replace rows of the delivery that the corrected rows are from, and return it.

    If it still waits for its officer it is checked again. If it was processed without these rows,
    return them too, as a file of their own that is to be handed in. Raises Refused if the rows are
    not from one delivery of this board.
    """
    keys = {one.delivery for one in corrections}
    delivery = Delivery.objects.filter(board=board, pk__in=keys).first()
    if len(keys) != 1 or delivery is None:
        raise Refused(
            _("This list of faults is not of one delivery of your board."), code="other_delivery"
        )
    if delivery.status == DeliveryStatus.CHECKED:
        cells = {
            (number, column): text
            for number, row in _by_number(delivery, corrections).items()
            for column, text in row.items()
        }
        return repair(delivery, actor=actor, cells=cells), None
    if delivery.status == DeliveryStatus.UPLOADED:
        raise Refused(_("First choose which column of that file is which."), code="columns_first")
    if delivery.status != DeliveryStatus.APPLIED:
        raise Refused(_("This delivery was put away. Deliver the file again."), code="put_away")
    try:
        return delivery, written(_as_rows(delivery, corrections))
    except StructuralFault as fault:
        raise Refused(_("There is no row in this list."), code="header_only") from fault


def _by_number(delivery: Delivery, corrections: list[Correction]) -> dict[int, Mapping[str, str]]:
    """Return the cells of corrected rows by the number that the row has in the delivery."""
    return {
        number: one.cells
        for one in corrections
        for number in delivery.numbers(one.row)
        if delivery.place(number).sheet == one.sheet
    }


def _as_rows(delivery: Delivery, corrections: list[Correction]) -> Iterator[tuple[int, Cells]]:
    """Yield complete rows: as delivered, with the corrected values."""
    better = _by_number(delivery, corrections)
    rows = delivery.delivery_rows.exclude(cells=None).filter(number__in=list(better))
    for row in rows.order_by("number"):
        cells = open_cells(bytes(row.cells or b""), delivery=delivery.pk, row=row.number)
        yield row.number, cells._replace(**corrected(cells, better[row.number]))
