"""Two records of one human: found, judged, merged, and taken apart again."""

from collections.abc import Collection

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import merging, permissions
from accounts.choices import AlarmStatus
from accounts.merging import Standing
from accounts.models import ClaimAlarm, Double, Merge, MovedRow, Person
from accounts.selectors.doubles import survivor_and_other
from accounts.signals import records_joined
from core import audit
from core.errors import Refused
from core.moves import advance
from core.permissions import require

ALIKE = 0.6
"""How alike two whole names are, from 0 to 1, before an administrator is asked. Ours: at 0.6 a
letter more or less and a second given name are caught, another family name is not."""

MOST = 3
"""With how many others somebody is compared, who was known longest first. Where a file gives
everybody the same name and birth date, that file is at fault, not a million doubles."""

_FIND = """
insert into accounts_double (first_id, second_id, status, found_at)
select distinct least(new_id, other_id), greatest(new_id, other_id), 'open', now()
from (
    select new.id as new_id, other.id as other_id,
        row_number() over (partition by new.id order by other.id) as place
    from accounts_person new
    join accounts_person other on other.birth_date = new.birth_date and other.id <> new.id
    where new.id = any(%s) and new.merged_into_id is null and other.merged_into_id is null and (
        similarity(new.sort_key, other.sort_key) >= %s
        or lower(new.family_name) = lower(other.family_name)
            and left(new.given_names, 1) = left(other.given_names, 1)
    )
) alike
where place <= %s
on conflict (first_id, second_id) do nothing returning id
"""


@transaction.atomic
def find_doubles(persons: Collection[int], *, actor: Person | None) -> int:
    """Present possible doubles of these people to the administrators; return how many.

    People born on the same day with nearly the same name, or with the same family name and initial,
    may be one and the same (domain.md §10.1: doubles are for administrators).
    """
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [list(persons), ALIKE, MOST])
        found = [pk for (pk,) in cursor.fetchall()]
    audit.record_many("found", Double, found, actor=actor)
    return len(found)


@transaction.atomic
def separate(double: Double, *, actor: Person) -> Double:
    """Conclude that these are two people; nobody is asked about them again."""
    double = _lock(double)
    require(permissions.can_judge(actor, double))
    advance(double, "separate", actor=actor)
    return double


@transaction.atomic
def merge(double: Double, *, actor: Person) -> Merge:
    """Make one person of two: who came furthest keeps number and account, and gets all the rest.

    The other record stays behind without a way to sign in, and its number leads to the survivor.
    Raises Refused if both have a decision, and while an alarm about either is open.
    """
    double = _lock(double)
    require(permissions.can_judge(actor, double))
    _refuse_merged(double)
    _refuse_alarmed(double)
    survivor, other = survivor_and_other(double)
    standing = merging.furthest(survivor.pk)
    if standing == merging.furthest(other.pk) == Standing.DECIDED:
        raise Refused(
            _("Both have a period that was decided about. They cannot be merged."),
            code="both_decided",
        )
    advance(double, "merge", actor=actor)
    merged = Merge.objects.create(
        double=double,
        survivor=survivor,
        other=other,
        was_active=other.is_active,
        standing=standing,
        merged_by=actor,
    )
    _hand_over(merged)
    other.is_active, other.merged_into = False, survivor
    other.save(update_fields=["is_active", "merged_into"])
    for person in (survivor, other):
        audit.record("merged", person, actor=actor, merge=merged.pk)
    records_joined.send(sender=Merge, merged=merged)
    return merged


@transaction.atomic
def take_apart(merged: Merge, *, actor: Person) -> None:
    """Undo a merge: what was handed over goes back.

    What came after the merge stays with the survivor. Raises Refused if it was undone already, or
    if a decision has come to rest on it.
    """
    merged = Merge.objects.select_for_update(of=("self",), no_key=True).get(pk=merged.pk)
    double = _lock(merged.double)
    require(permissions.can_judge(actor, double))
    if merged.undone_at:
        raise Refused(_("This was taken back already."), code="undone")
    if merging.furthest(merged.survivor_id) == Standing.DECIDED > merged.standing:
        raise Refused(
            _("A decision was made since. It rests on both records, so they stay one."),
            code="decided_since",
        )
    _hand_back(merged)
    Person.objects.filter(pk=merged.other_id).update(is_active=merged.was_active, merged_into=None)
    merged.undone_by, merged.undone_at = actor, timezone.now()
    merged.save(update_fields=["undone_by", "undone_at"])
    advance(double, "reopen", actor=actor)
    for person in (merged.survivor, merged.other):
        audit.record("taken_apart", person, actor=actor, merge=merged.pk)
    records_joined.send(sender=Merge, merged=merged)


def _hand_over(merged: Merge) -> None:
    merged.other.claim_codes.open().update(withdrawn_at=timezone.now())
    for label, field in merging.kinds_of_rows():
        found = merging.rows(label, field, merged.other_id)
        keys = merging.hand_over(found, field, merged.survivor_id)
        MovedRow.objects.bulk_create(
            MovedRow(merge=merged, model=label, field=field, row=key) for key in keys
        )
    for label, field, pairs in merging.followers():
        for old, new in pairs(merged.other_id, merged.survivor_id).items():
            keys = merging.hand_over(merging.rows(label, field, old), field, new)
            MovedRow.objects.bulk_create(
                MovedRow(merge=merged, model=label, field=field, row=key) for key in keys
            )


def _hand_back(merged: Merge) -> None:
    """Return what was handed over, and what followed it, to the other record."""
    pairs = {
        (label, field): pairs(merged.survivor_id, merged.other_id)
        for label, field, pairs in merging.followers()
    }
    own = {merged.survivor_id: merged.other_id}
    for row in merged.moved.order_by("pk"):
        for new, old in pairs.get((row.model, row.field), own).items():
            kept = merging.rows(row.model, row.field, new).filter(pk=row.row)
            merging.hand_over(kept, row.field, old)


def _refuse_merged(double: Double) -> None:
    if double.first.merged_into_id or double.second.merged_into_id:
        raise Refused(
            _("One of these records went into another one already."), code="merged_already"
        )


def _refuse_alarmed(double: Double) -> None:
    """What an administrator finds must not close the account of the other one."""
    pair = [double.first_id, double.second_id]
    if ClaimAlarm.objects.filter(person__in=pair, status=AlarmStatus.OPEN).exists():
        raise Refused(
            _("Somebody said about one of these records “this was not me”. Look into that first."),
            code="alarmed",
        )


def _lock(double: Double) -> Double:
    """Lock both people, the lower key first, so that two merges never wait for each other."""
    double = Double.objects.select_for_update(of=("self",), no_key=True).get(pk=double.pk)
    pair = [double.first_id, double.second_id]
    merging.hold(pair)
    people = Person.objects.select_for_update(no_key=True).order_by("pk")
    found = {one.pk: one for one in people.filter(pk__in=pair)}
    double.first, double.second = found[double.first_id], found[double.second_id]
    return double
