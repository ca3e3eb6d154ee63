"""Writing many rows at once, by PostgreSQL's COPY."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice

from django.db import connection, models

_BATCH = 500


def bytea(value: bytes) -> str:
    """Format bytes as a PostgreSQL literal."""
    return f"\\x{value.hex()}"


def text_array(values: Sequence[str]) -> str:
    """Format a list of texts as a PostgreSQL array literal."""
    if not values:
        return "{}"
    return "{" + ",".join(json.dumps(value, ensure_ascii=False) for value in values) + "}"


class _Stream:
    """A file-like object that yields rows as CSV while COPY reads it."""

    def __init__(self, rows: Iterable[Sequence[object]]) -> None:
        self._rows: Iterator[Sequence[object]] = iter(rows)

    def read(self, size: int = -1) -> str:
        """Return the next batch, whatever its size; empty at the end."""
        text = StringIO()
        csv.writer(text).writerows(islice(self._rows, _BATCH))
        return text.getvalue()


def copy_into(
    model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Add rows to the table of a model; the values of a row are in the order of ``fields``.

    None is NULL. Bytes, arrays and JSON must be PostgreSQL literals already. The database checks
    constraints; defaults of the model are not applied.
    """
    known = {field.name: field for field in model._meta.concrete_fields}
    columns = [known[name] for name in fields]
    required = ", ".join(f'"{column.column}"' for column in columns if not column.null)
    names = ", ".join(f'"{column.column}"' for column in columns)
    form = f"format csv, force_not_null ({required})"
    copy_rows(f'copy "{model._meta.db_table}" ({names}) from stdin ({form})', rows)


def copy_rows(statement: str, rows: Iterable[Sequence[object]]) -> None:
    """Run a COPY … FROM STDIN in CSV with these rows."""
    with connection.cursor() as cursor:
        cursor.copy_expert(statement, _Stream(rows))
