"""Rows of staff data sent as JSON objects, converted to the CSV file that they mean."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from schools.guide import MEANINGS
from schools.rules import COLUMNS

MOST_ROWS = 25_000
LONGEST_CELL = 10_000
MOST_FAULTS = 500  # rows with faults that are told at once


@extend_schema_field(
    {
        "type": "array",
        "minItems": 1,
        "maxItems": MOST_ROWS,
        "items": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                name: {
                    "type": "string",
                    "maxLength": LONGEST_CELL,
                    "nullable": True,
                    "description": MEANINGS[name],
                }
                for name in COLUMNS
            },
        },
    }
)
class Rows(serializers.Field):
    """A list of rows, each an object keyed by column name; its value is the equivalent CSV file."""

    default_error_messages = {
        "invalid": "Dit is geen lijst van regels.",
        "empty": "Er is geen enkele regel.",
        "too_many": "Dit zijn meer dan {most} regels. Stuur ze als CSV, of in delen.",
    }

    def to_internal_value(self, data: Any) -> bytes:
        if not isinstance(data, list):
            self.fail("invalid")
        if not data:
            self.fail("empty")
        if len(data) > MOST_ROWS:
            self.fail("too_many", most=MOST_ROWS)
        if wrong := _wrong_rows(data):
            raise serializers.ValidationError(wrong)
        return _as_file(data)

    def to_representation(self, value: Any) -> Any:
        return value


def _wrong_rows(rows: list[Any]) -> Any:
    """Return what is wrong with rows, by row number, for the first MOST_FAULTS wrong ones."""
    found: dict[int, Any] = {}
    for number, row in enumerate(rows):
        if wrong := _wrong_cells(row):
            found[number] = wrong
        if len(found) == MOST_FAULTS:
            break
    return found


def _wrong_cells(row: Any) -> Any:
    if not isinstance(row, Mapping):
        return ["Dit is geen object met kolommen."]
    wrong = {}
    for name, value in row.items():
        if name not in COLUMNS:
            wrong[name[:100]] = ["Deze kolom kennen we niet."]
        elif not _is_cell(value):
            wrong[name] = ["Dit is geen tekst of getal, of langer dan 10.000 tekens."]
    return wrong


def _is_cell(value: Any) -> bool:
    """Tell whether a value can be stored in a cell: valid UTF-8 without a null character."""
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return True
    if not isinstance(value, str) or len(value) > LONGEST_CELL or "\0" in value:
        return False
    return value.isascii() or not any("\ud800" <= char <= "\udfff" for char in value)


def _as_file(rows: list[Mapping[str, Any]]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow("" if row.get(name) is None else str(row[name]) for name in COLUMNS)
    return file.getvalue().encode()
