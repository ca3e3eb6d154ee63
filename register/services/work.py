"""Taking and releasing items of the work list."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from accounts.models import Person
from core import audit
from core.permissions import require
from register import permissions
from register.choices.work import WorkKind
from register.models import Case, WorkTaken
from register.selectors.work import is_waiting

from .cases import assign_case


@transaction.atomic
def take_work(items: Collection[str], *, actor: Person, on: date) -> int:
    """Take the chosen items, even from a colleague; return how many.

    Items that no longer wait, or that are about the actor, are left out.
    """
    require(permissions.can_take_work(actor))
    return sum(_take(item, actor=actor, on=on) for item in sorted(items))


@transaction.atomic
def release_work(items: Collection[str], *, actor: Person) -> int:
    """Release items that the actor had taken; return how many."""
    require(permissions.can_take_work(actor))
    return sum(_release(item, actor=actor) for item in sorted(items))


def _take(item: str, *, actor: Person, on: date) -> bool:
    kind, row = _read(item)
    if not is_waiting(actor, kind, row):
        return False
    if kind == WorkKind.CASE:
        assign_case(Case.objects.get(pk=row), actor=actor, to=actor)
        return True
    taken, _ = WorkTaken.objects.update_or_create(
        kind=kind, row=row, defaults={"member": actor, "taken_on": on}
    )
    audit.record("taken", taken, actor=actor)
    return True


def _release(item: str, *, actor: Person) -> bool:
    kind, row = _read(item)
    if kind == WorkKind.CASE:
        mine = Case.objects.filter(pk=row, assigned_to=actor).first()
        if mine:
            assign_case(mine, actor=actor, to=None)
        return mine is not None
    taken = WorkTaken.objects.filter(kind=kind, row=row, member=actor).first()
    if taken:
        audit.record("released", taken, actor=actor)
        taken.delete()
    return taken is not None


def _read(item: str) -> tuple[WorkKind, int]:
    kind, _, row = item.partition(":")
    return WorkKind(kind), int(row)
