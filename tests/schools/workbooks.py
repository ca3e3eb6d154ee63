"""Workbooks for tests: as Excel writes them, and as somebody who means harm does."""

import zipfile
from collections.abc import Sequence
from io import BytesIO

import xlsxwriter

from tests.factories.schools import CELLS


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    """Write sheets by name, each a list of rows."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "dd-mm-yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return file.getvalue()


def staff_workbook(*rows: dict[str, object]) -> bytes:
    return workbook(Personeel=[list(CELLS), *(list((CELLS | row).values()) for row in rows)])


def tampered(data: bytes, **parts: bytes) -> bytes:
    """Add parts to a workbook, or put others in their place; ``__`` in a name is a slash."""
    names = {name.replace("__", "/").replace("_dot_", "."): text for name, text in parts.items()}
    file = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            if entry.filename not in names:
                new.writestr(entry, old.read(entry))
        for name, text in names.items():
            new.writestr(name, text)
    return file.getvalue()
