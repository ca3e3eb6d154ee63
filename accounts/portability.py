"""Everything that is stored about one person, as plain data (AVG art. 15 and 20).

Each app's ``merging.py`` says once what belongs to a person; rows that refer to those are included
automatically, so that a new table is never forgotten. Left out are secrets and the names of staff:
a person has a right to know what was done, not which employee did it (CJEU C-579/21).
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import BinaryField, Field, ForeignKey, Model, QuerySet
from pghistory.models import Event

from core.models import AuditEvent

from . import merging
from .models import Person

SECRETS = frozenset({"password", "handle", "entry", "key", "search_key", "sort_key", "finding"})

Tree = dict[str, Any]


def everything_about(person: Person) -> Tree:
    """Return what is stored about a person: rows per table, each with the rows that refer to it."""
    kinds = merging.kinds_of_rows()
    own = frozenset(label for label, _field in kinds)
    found: Tree = {"accounts.Person": [_columns(person, _shown(Person))]}
    for label, field in kinds:
        rows = merging.rows(label, field, person.pk).order_by("pk")
        found[label] = list(_trees(rows, own).values())
    acts = AuditEvent.objects.about(person).order_by("pk")
    found["core.AuditEvent"] = list(acts.values("at", "action"))
    return {label: rows for label, rows in found.items() if rows}


def _trees(rows: QuerySet, own: frozenset[str]) -> Mapping[Any, Tree]:
    """Return each row by its primary key, with the rows of other tables that refer to it."""
    fields = _shown(rows.model)
    related = [field.name for field in fields if isinstance(field, ForeignKey)]
    trees = {row.pk: _columns(row, fields) for row in rows.select_related(*related)}
    for relation in rows.model._meta.related_objects if trees else ():
        child = relation.related_model
        if child._meta.label in own or relation.many_to_many or issubclass(child, Event):
            continue
        hanging = child._base_manager.filter(**{f"{relation.field.name}__in": trees}).order_by("pk")
        parents = dict(hanging.values_list("pk", relation.field.attname))
        grown = defaultdict(list)
        for key, tree in _trees(hanging, own | {rows.model._meta.label}).items():
            grown[parents[key]].append(tree)
        for parent, children in grown.items():
            trees[parent][child._meta.label] = children
    return trees


def _shown(model: type[Model]) -> list[Field]:
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in SECRETS
        and not isinstance(field, BinaryField)
        and not (isinstance(field, ForeignKey) and field.related_model is Person)
    ]


def _columns(row: Model, fields: list[Field]) -> Tree:
    """Return the values of a row, with the name of each row that it refers to.

    Encrypted values are left out, except those that the model lists in ``TOLD_TO_OWNER``.
    """
    told = getattr(row, "TOLD_TO_OWNER", ())
    return {name: _value(getattr(row, name)) for name in (*(one.name for one in fields), *told)}


def _value(value: Any) -> Any:
    return str(value) if isinstance(value, Model) else value
