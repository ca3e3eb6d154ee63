"""Status changes: every record with a status says in ``MOVES`` what may happen to it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser as Person
from django.core.exceptions import EmptyResultSet
from django.db import connection, models

from . import audit
from .errors import InvalidMove

Movable = Any  # a model with a ``status`` and its table ``MOVES``


class Move(NamedTuple):
    sources: frozenset[str]
    target: str


def move(*sources: str, to: str) -> Move:
    return Move(frozenset(sources), to)


def open_moves(record: Movable) -> list[str]:
    """Return the names of the moves that the record's status allows."""
    return [name for name, move in record.MOVES.items() if record.status in move.sources]


def advance(
    record: Movable,
    name: str,
    *,
    actor: Person | None,
    data: Mapping[str, audit.Data] | None = None,
    **fields: object,
) -> None:
    """Make a move on a record that the caller has locked, and audit it.

    ``fields`` are set together with the status, because the database wants them to agree; ``data``
    goes to the audit trail. Raises InvalidMove.
    """
    if name not in open_moves(record):
        raise InvalidMove(record, name)
    old = record.status
    for field, value in {"status": record.MOVES[name].target, **fields}.items():
        setattr(record, field, value)
    record.save(update_fields=["status", *fields])
    audit.record(name, record, actor=actor, old=old, new=record.status, **(data or {}))


def advance_many(
    records: models.QuerySet, name: str, *, actor: Person | None, **fields: object
) -> list[int]:
    """Make the same move on all records that allow it: one UPDATE … RETURNING and its audit.

    Returns the keys of the moved records. ``fields`` are set to the same value on each.
    """
    model: Movable = records.model
    move = model.MOVES[name]
    rows = records.filter(status__in=move.sources).order_by("pk").select_for_update(no_key=True)
    try:
        select, params = rows.values("pk").query.sql_with_params()
    except EmptyResultSet:  # such as pk__in=[], for which Django runs no query
        return []
    values = {"status": move.target, **fields}
    columns = [model._meta.get_field(field) for field in values]
    settings = ", ".join(f'"{column.column}" = %s' for column in columns)
    prepared = [
        column.get_db_prep_save(value, connection)
        for column, value in zip(columns, values.values(), strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f'update "{model._meta.db_table}" set {settings} where id in ({select}) returning id',  # noqa: S608  names come from the model, values are parameters
            [*prepared, *params],
        )
        moved = [pk for (pk,) in cursor.fetchall()]
    audit.record_many(name, model, moved, actor=actor, new=move.target)
    return moved
