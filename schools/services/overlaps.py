"""Overlaps of jobs at several boards: found by the register, settled by administrators."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction

from accounts.models import Person
from core import audit
from core.moves import advance
from core.permissions import require
from schools import permissions
from schools.choices import OverlapKind, OverlapStatus
from schools.models import Overlap
from schools.rules import CodeList
from schools.rules.together import LARGEST_TOTAL, chains_too_long, largest_total
from schools.selectors.codes import grounds_list
from schools.selectors.overlaps import Together, at_several_boards, overlaps_of


class Found(NamedTuple):
    total: Decimal | None
    until: date


@transaction.atomic
def look_across_boards(persons: Collection[int], *, actor: Person | None, on: date) -> int:
    """Record the overlaps in the jobs of people at several boards; return how many there are.

    Earlier overlaps that no longer exist are closed; settled ones are reopened if they grew.
    """
    codes, keys = grounds_list(), list(persons)
    known = overlaps_of(keys)
    now: dict[tuple[int, str, str], Found] = {}
    for person, together in at_several_boards(keys, on=on).items():
        for (kind, code), found in _found(together, codes, on=on).items():
            now[person, kind, code] = found
    for key, found in now.items():
        _note(key, found, known.get(key), actor=actor)
    for key, one in known.items():
        if key not in now and one.status != OverlapStatus.GONE:
            advance(one, "vanish", actor=actor)
    return len(now)


def _found(together: Together, codes: CodeList, *, on: date) -> dict[tuple[str, str], Found]:
    found: dict[tuple[str, str], Found] = {}
    total, day = largest_total(together.jobs, on=on)
    if total > LARGEST_TOTAL and len({job.board for job in together.jobs}) > 1:
        found[OverlapKind.SIZE, ""] = Found(total, day)
    for code, until in chains_too_long(together.bases, codes=codes).items():
        if until > on:
            found[OverlapKind.CHAIN, code] = Found(None, until)
    return found


def _note(
    key: tuple[int, str, str], found: Found, known: Overlap | None, *, actor: Person | None
) -> None:
    person, kind, code = key
    if known is None:
        one = Overlap.objects.create(person_id=person, kind=kind, code=code, **found._asdict())
        audit.record("found", one, actor=actor)
    elif known.status == OverlapStatus.GONE or _grew(found, known):
        if known.status == OverlapStatus.OPEN:
            Overlap.objects.filter(pk=known.pk).update(**found._asdict())
        else:
            advance(known, "reopen", actor=actor, data=None, explanation="", **found._asdict())


def _grew(found: Found, known: Overlap) -> bool:
    if found.total is not None and known.total is not None:
        return found.total > known.total
    return found.until > known.until


@transaction.atomic
def settle_overlap(overlap: Overlap, *, actor: Person, explanation: str) -> Overlap:
    """Conclude that an overlap is right, or was taken up with the boards, and why."""
    overlap = Overlap.objects.select_for_update(no_key=True).get(pk=overlap.pk)
    require(permissions.can_settle(actor, overlap))
    advance(overlap, "settle", actor=actor, explanation=explanation)
    return overlap
