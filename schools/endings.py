"""A file with all staff of a day → rows that end what it does not name.

Only what held on that day and began before it is ended; what would have begun on that very day was
never so. Somebody with a rejected row is left alone: that row names them.
"""

from datetime import date
from typing import NamedTuple

from django.db import connection

from .models import Delivery

# If the file has another row of the same person or appointment, the ending repeats what that row
# says about them, because the last row of a person or an appointment is the one that is kept.
_END = """
with held as (
    select basis.id, basis.code, basis.subject_areas, basis.since, basis.until,
        appointment.category, appointment.kind, appointment.fte, location.code as location, staff.*
    from schools_appointmentbasis basis
    join schools_appointment appointment on appointment.id = basis.appointment_id
    join schools_location location on location.id = appointment.location_id
    join (
        select id as staff_id, person_id, staff_number, family_name, prefix, given_names,
            birth_date, gender, email, sort_key
        from schools_staffrecord where board_id = %(board)s
    ) staff on staff.staff_id = appointment.staff_id
    where basis.voided_at is null and appointment.voided_at is null and basis.since <= %(on)s
        and (basis.until is null or basis.until > %(on)s)
), delivered as (
    select * from schools_deliveryrow where delivery_id = %(delivery)s
), person as (
    select distinct on (staff_number) * from delivered
    where outcome in ('new', 'changed', 'ended') order by staff_number, number desc
), job as (
    select distinct on (staff_number, location, category) * from delivered
    where outcome in ('new', 'changed', 'ended')
    order by staff_number, location, category, number desc
)
insert into schools_deliveryrow (
    delivery_id, number, outcome, problems, changes, basis, staff_number, digest, ciphertext,
    family_name, prefix, given_names, birth_date, gender, email, sort_key,
    location, category, kind, fte, code, subject_areas, since, until, mutated_on, absent
)
select %(delivery)s,
    (select coalesce(max(number), 1) from delivered)
        + row_number() over (order by held.staff_number, held.id),
    case when held.since < %(on)s then 'ended' else 'voided' end, '[]',
    case when held.since < %(on)s then jsonb_build_array(
        jsonb_build_array('einde', held.until - 1, %(on)s::date - 1)
    ) else '[]' end,
    held.id, held.staff_number,
    coalesce(person.digest, bsn.digest), coalesce(person.ciphertext, bsn.ciphertext),
    coalesce(person.family_name, held.family_name), coalesce(person.prefix, held.prefix),
    coalesce(person.given_names, held.given_names), coalesce(person.birth_date, held.birth_date),
    coalesce(person.gender, held.gender), coalesce(person.email, held.email),
    coalesce(person.sort_key, held.sort_key),
    held.location, held.category, coalesce(job.kind, held.kind), coalesce(job.fte, held.fte),
    held.code, held.subject_areas, held.since, %(on)s, coalesce(job.mutated_on, %(on)s), true
from held
join accounts_personidentifier bsn
    on bsn.person_id = held.person_id and bsn.kind = 'bsn' and bsn.retired_at is null
left join person on person.staff_number = held.staff_number
left join job on job.staff_number = held.staff_number and job.location = held.location
    and job.category = held.category
where not exists (select from delivered where delivered.basis = held.id)
    and not exists (
        select from delivered
        where delivered.staff_number = held.staff_number and outcome = 'rejected'
    )
"""

_COUNT = """
with present as (
    select distinct staff.staff_number
    from schools_appointmentbasis basis
    join schools_appointment appointment on appointment.id = basis.appointment_id
    join schools_staffrecord staff on staff.id = appointment.staff_id
    where staff.board_id = %(board)s and basis.voided_at is null
        and appointment.voided_at is null and basis.since <= %(on)s
        and (basis.until is null or basis.until > %(on)s)
), rows as (
    select staff_number, bool_and(absent) as leaves
    from schools_deliveryrow where delivery_id = %(delivery)s group by staff_number
)
select (select count(*) from rows where leaves), (select count(*) from present)
"""


class Leaving(NamedTuple):
    leaving: int
    present: int


def add_endings(delivery: Delivery) -> None:
    """Add rows that end whatever a checked file with all staff does not mention."""
    with connection.cursor() as cursor:
        cursor.execute(_END, _keys(delivery))


def count_leaving(delivery: Delivery) -> Leaving:
    """Count the people that the file does not mention, and everybody employed on its day."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, _keys(delivery))
        return Leaving(*cursor.fetchone())


def _keys(delivery: Delivery) -> dict[str, int | date]:
    return {"delivery": delivery.pk, "board": delivery.board_id, "on": delivery.on}
