"""What officers of a board told us about its earlier files."""

from collections import defaultdict

from django.db.models import QuerySet

from schools.models import Board, ColumnMemory, ValueMemory
from schools.rules.recognition import SHEET, Remembered


def told_columns(board: int) -> QuerySet[ColumnMemory]:
    return ColumnMemory.objects.filter(board=board).select_related("board").order_by("column", "pk")


def told_values(board: int) -> QuerySet[ValueMemory]:
    told = ValueMemory.objects.filter(board=board).select_related("board")
    return told.order_by("column", "said")


def remembered(board: Board) -> Remembered:
    """Return everything that officers of a board told us, for use by the rules."""
    columns: dict[str, list[str]] = defaultdict(list)
    constants = {}
    told = told_columns(board.pk)
    for column, source, constant in told.values_list("column", "source", "constant"):
        if source:
            columns[source].append(column)
        else:
            constants[column] = constant
    values: dict[str, dict[str, str]] = defaultdict(dict)
    unread = []
    meanings = told_values(board.pk)
    for column, said, meant in meanings.values_list("column", "said", "meant"):
        if column == SHEET:
            unread.append(said)
        else:
            values[column][said] = meant
    return Remembered(dict(columns), constants, dict(values), unread)
