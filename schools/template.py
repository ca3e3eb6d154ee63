"""An empty workbook to fill in, with lists to choose from. No database."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _

from .guide import ALWAYS, SOMETIMES, fields
from .rules import COLUMNS

ROWS = 2_000
WIDTH = 18
AS_TEXT = {"vestiging", "personeelsnummer", "bsn", "mutatiesoort"}


@dataclass(frozen=True)
class Choices:
    """The values of one column, each with its words."""

    column: str
    values: Sequence[tuple[str, str]]


def staff_workbook(choices: Sequence[Choices]) -> bytes:
    """Write a sheet with our header, one with what each column holds, and one with the lists."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    staff = book.add_worksheet("Personeel")
    guide, lists = book.add_worksheet(_("Guide")), book.add_worksheet(_("Lists"))
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    for place, field in enumerate(fields()):
        staff.write(0, place, field.column, bold)
        staff.set_column(place, place, WIDTH, text if field.column in AS_TEXT else None)
        staff.write_comment(0, place, f"{field.meaning}. {field.form}")
        guide.write_row(place, 0, [field.column, str(field.meaning), _needed(field.needed)])
        guide.write_row(place, 3, [str(field.form), field.example])
    guide.set_column(0, 4, 2 * WIDTH)
    staff.freeze_panes(1, 0)
    for place, one in enumerate(choices):
        _offer(staff, lists, place, one)
    book.close()
    return file.getvalue()


def _offer(staff, lists, place: int, choices: Choices) -> None:
    """Write a list in two columns, and let the column of the staff sheet choose from it.

    Excel warns of another value and takes it: a list of codes may be longer by then.
    """
    codes, words = 2 * place, 2 * place + 1
    lists.write(0, codes, choices.column)
    for row, (value, title) in enumerate(choices.values, 1):
        lists.write_string(row, codes, value)
        lists.write_string(row, words, title)
    lists.set_column(words, words, 2 * WIDTH)
    column = COLUMNS.index(choices.column)
    first = xlsxwriter.utility.xl_rowcol_to_cell(1, codes, row_abs=True, col_abs=True)
    last = xlsxwriter.utility.xl_rowcol_to_cell(
        max(len(choices.values), 1), codes, row_abs=True, col_abs=True
    )
    source = f"='{lists.get_name()}'!{first}:{last}"
    staff.data_validation(
        *(1, column, ROWS, column),
        {"validate": "list", "source": source, "error_type": "warning"},
    )


def _needed(needed: str) -> str:
    return {ALWAYS: _("Always"), SOMETIMES: _("Sometimes")}.get(needed, _("Not needed"))
