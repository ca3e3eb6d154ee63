"""What the officers of a board told before about its files."""

from collections import defaultdict

from schools.models import Board, ColumnMemory, ValueMemory
from schools.rules.recognition import Remembered


def remembered(board: Board) -> Remembered:
    columns, constants = {}, {}
    told = ColumnMemory.objects.filter(board=board)
    for column, source, constant in told.values_list("column", "source", "constant"):
        if source:
            columns[source] = column
        else:
            constants[column] = constant
    values: dict[str, dict[str, str]] = defaultdict(dict)
    meanings = ValueMemory.objects.filter(board=board)
    for column, said, meant in meanings.values_list("column", "said", "meant"):
        values[column][said] = meant
    return Remembered(columns, constants, dict(values))
