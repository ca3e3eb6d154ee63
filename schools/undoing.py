"""Taking an applied delivery back: earlier versions return, what it created is voided; in sets.

The history says which records a delivery wrote, and what they were before (§3.7).
Nothing is deleted but the closed employment that the delivery itself opened and closed.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from accounts import names
from accounts.models import Person

from .models import Delivery, StaffRecord

# What the delivery wrote, with the version before it. A record that it created has none.
_READ = """
create temporary table undone_context as
select id from pghistory_context where metadata ->> 'delivery' = %(key)s;

create temporary table undone_basis as
select written.pgh_obj_id as id, written.first, written.last, before.since, before.until,
    before.voided_at, before.pgh_id is null as created
from (
    select pgh_obj_id, min(pgh_id) as first, max(pgh_id) as last
    from schools_appointmentbasisevent where pgh_context_id in (select id from undone_context)
    group by pgh_obj_id
) written
left join lateral (
    select * from schools_appointmentbasisevent event
    where event.pgh_obj_id = written.pgh_obj_id and event.pgh_id < written.first
    order by pgh_id desc limit 1
) before on true;

create temporary table undone_appointment as
select written.pgh_obj_id as id, written.first, written.last, before.kind, before.fte,
    before.since, before.until, before.employed_since, before.voided_at,
    before.pgh_id is null as created
from (
    select pgh_obj_id, min(pgh_id) as first, max(pgh_id) as last
    from schools_appointmentevent where pgh_context_id in (select id from undone_context)
    group by pgh_obj_id
) written
left join lateral (
    select * from schools_appointmentevent event
    where event.pgh_obj_id = written.pgh_obj_id and event.pgh_id < written.first
    order by pgh_id desc limit 1
) before on true;

create temporary table undone_staff as
select written.pgh_obj_id as id, written.first, written.last, before.person_id,
    before.family_name, before.prefix, before.given_names, before.birth_date, before.gender,
    before.email, before.pgh_id is null as created
from (
    select pgh_obj_id, min(pgh_id) as first, max(pgh_id) as last
    from schools_staffrecordevent where pgh_context_id in (select id from undone_context)
    group by pgh_obj_id
) written
left join lateral (
    select * from schools_staffrecordevent event
    where event.pgh_obj_id = written.pgh_obj_id and event.pgh_id < written.first
    order by pgh_id desc limit 1
) before on true
"""

# Each reason, and whether it holds.
_REASONS = """
select
    exists (
        select from undone_basis undone join schools_appointmentbasisevent event
            on event.pgh_obj_id = undone.id and event.pgh_id > undone.last
        union all
        select from undone_appointment undone join schools_appointmentevent event
            on event.pgh_obj_id = undone.id and event.pgh_id > undone.last
        union all
        select from undone_basis undone
        join schools_appointmentbasis basis on basis.id = undone.id
        join schools_appointmentbasis later on later.appointment_id = basis.appointment_id
        join schools_appointmentbasisevent event
            on event.pgh_obj_id = later.id and event.pgh_id > undone.last
        where not exists (select from undone_basis own where own.id = later.id)
    ),
    exists (
        select from undone_staff undone join schools_staffrecordevent event
            on event.pgh_obj_id = undone.id and event.pgh_id > undone.last
        union all
        select from schools_staffrecord staff
        where staff.board_id = %(board)s and staff.confirmed_at > %(applied_at)s
            and staff.staff_number in (
                select staff_number from schools_deliveryrow
                where delivery_id = %(delivery)s
                    and outcome in ('new', 'changed', 'ended', 'voided')
            )
    ),
    exists (
        select from schools_staffrecord staff
        join accounts_person person on person.id = staff.person_id
        where staff.board_id = %(board)s and person.claimed_at > %(applied_at)s
            and staff.staff_number in (
                select staff_number from schools_deliveryrow
                where delivery_id = %(delivery)s
                    and outcome in ('new', 'changed', 'ended', 'voided')
            )
    ),
    exists (
        select from schools_deliveryrow
        where delivery_id = %(delivery)s and changes @> '[["bsn"]]'
    ),
    exists (
        select from undone_appointment undone
        join schools_appointment appointment on appointment.id = undone.id
        where not undone.created and (undone.kind, undone.fte)
            is distinct from (appointment.kind, appointment.fte)
            and appointment.employed_since <= undone.employed_since
    )
"""
_DETAILS = (
    *("person_id", "family_name", "prefix", "given_names", "birth_date", "gender", "email"),
)
_SHOWN = ("family_name", "prefix", "given_names", "birth_date", "gender", "sort_key")
REASONS = ("delivered_later", "confirmed", "claimed", "bsn_corrected", "reaches_back")

_TAKE_BACK = """
delete from schools_pastemployment past
using undone_appointment undone, schools_appointment appointment
where appointment.id = undone.id and not undone.created and past.appointment_id = undone.id
    and past.since = undone.employed_since and past.until = appointment.employed_since;

update schools_appointmentbasis basis
set voided_at = case when undone.created then now() else undone.voided_at end,
    since = coalesce(undone.since, basis.since),
    until = case when undone.created then basis.until else undone.until end
from undone_basis undone where undone.id = basis.id;

update schools_appointment appointment
set voided_at = case when undone.created then now() else undone.voided_at end,
    kind = coalesce(undone.kind, appointment.kind), fte = coalesce(undone.fte, appointment.fte),
    since = coalesce(undone.since, appointment.since),
    until = case when undone.created then appointment.until else undone.until end,
    employed_since = coalesce(undone.employed_since, appointment.employed_since)
from undone_appointment undone where undone.id = appointment.id
"""

_NAMES = """
select id, person_id, family_name, prefix, given_names, birth_date, gender, email
from undone_staff where not created
"""

_SAY_SO = """
insert into schools_deliveryrow (
    delivery_id, number, outcome, problems, changes, basis, staff_number, family_name, prefix,
    given_names, birth_date, gender, email, sort_key, location, category, kind, fte, code,
    subject_areas, since, until, mutated_on, absent
)
select %(undo)s, number,
    case outcome when 'new' then 'voided' when 'voided' then 'new' else 'changed' end, '[]',
    coalesce((
        select jsonb_agg(jsonb_build_array(change -> 0, change -> 2, change -> 1))
        from jsonb_array_elements(changes) change
    ), '[]'),
    basis, staff_number, family_name, prefix, given_names, birth_date, gender, email, sort_key,
    location, category, kind, fte, code, subject_areas, since, until, mutated_on, false
from schools_deliveryrow
where delivery_id = %(delivery)s and outcome in ('new', 'changed', 'ended', 'voided')
"""

_FORGET = "drop table undone_context, undone_basis, undone_appointment, undone_staff"


def reasons_against(delivery: Delivery) -> Iterable[str]:
    """Read what a delivery wrote, and tell what was built on it since; codes of ``REASONS``."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, {"key": str(delivery.pk)})
        keys = {"board": delivery.board_id, "delivery": delivery.pk}
        cursor.execute(_REASONS, {**keys, "applied_at": delivery.applied_at})
        found = cursor.fetchone()
    return [reason for reason, holds in zip(REASONS, found, strict=True) if holds]


def take_back(delivery: Delivery, *, undo: Delivery) -> None:
    """Write the earlier versions after ``reasons_against``, and the rows that say so."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_BACK)
        cursor.execute(_NAMES)
        _restore_names(cursor.fetchall())
        cursor.execute(_SAY_SO, {"delivery": delivery.pk, "undo": undo.pk})
        cursor.execute(_FORGET)


def _restore_names(rows: Iterable[tuple[Any, ...]]) -> None:
    """Give members of staff their earlier details; who did not claim the record is shown so."""
    records = [StaffRecord(pk=pk, **dict(zip(_DETAILS, told, strict=True))) for pk, *told in rows]
    for one in records:
        one.sort_key = names.sort_key(family_name=one.family_name, given_names=one.given_names)
    StaffRecord.objects.bulk_update(
        records, ["person", *_DETAILS[1:], "sort_key"], batch_size=1_000
    )
    shown = [
        Person(pk=one.person_id, **{name: getattr(one, name) for name in _SHOWN}) for one in records
    ]
    unclaimed = Person.objects.filter(pk__in=[one.pk for one in shown], claimed_at=None)
    keys = set(unclaimed.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    Person.objects.bulk_update([one for one in shown if one.pk in keys], _SHOWN, batch_size=1_000)


def forget() -> None:
    """Drop what ``reasons_against`` read."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET)
