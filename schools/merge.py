"""Applying the effective rows of a delivery to people, staff records, appointments and bases.

Each step is one SQL statement, so that 300,000 rows cost little more than their indexes. It runs in
a transaction that has locked the board, since only the board's own deliveries write its records.
People are shared with other boards and are locked in the order of their digest, so that two boards
never deadlock.
"""

from django.db import connection

from accounts.names import new_number

from .copying import copy_rows
from .models import Delivery

# The rows are first read into temporary tables: the database has no statistics yet of a delivery
# that just came in, and would join it row by row.
_READ = """
create temporary view active as
select person_id, digest from accounts_personidentifier where kind = 'bsn' and retired_at is null;

create temporary table delivered as
select number, outcome, basis, staff_number, digest, ciphertext, family_name, prefix, given_names,
    birth_date, gender, email, sort_key, location, category, kind, fte, code, subject_areas, since,
    until, mutated_on
from schools_deliveryrow
where delivery_id = %(delivery)s and outcome in ('new', 'changed', 'ended', 'voided');

analyze delivered (staff_number, location, category, outcome, basis);

create temporary table said as
select distinct on (staff_number) delivered.*, staff.person_id,
    coalesce(staff.id, nextval('schools_staffrecord_id_seq')) as staff_id,
    staff.id is null as new_staff
from delivered left join (
    select id, person_id, staff_number from schools_staffrecord where board_id = %(board)s
) staff using (staff_number)
where outcome <> 'voided'
order by staff_number, number desc;

analyze said (staff_number, digest, staff_id, person_id)
"""

# A corrected BSN stays with the person, and the mistyped one becomes a retired alias, unless
# somebody else has that BSN or another board knows this person by the old one.
_CORRECT_BSN = """
update accounts_personidentifier identifier set retired_at = now()
from said
where identifier.person_id = said.person_id and identifier.digest <> said.digest
    and identifier.kind = 'bsn' and identifier.retired_at is null
    and not exists (select from active where active.digest = said.digest)
    and not exists (
        select from schools_staffrecord other
        where other.person_id = said.person_id and other.id <> said.staff_id
    );

insert into accounts_personidentifier (person_id, kind, digest, ciphertext, since)
select person_id, 'bsn', digest, ciphertext, now() from said
where person_id is not null
    and not exists (select from active where active.person_id = said.person_id)
order by digest
on conflict (kind, digest) where retired_at is null do nothing
"""

# Another board that delivers the same newcomer at the same time waits here, and then finds them.
_MEET_NEWCOMERS = """
create temporary table newcomer as
select nextval('accounts_person_id_seq') as person_id, one.*
from (
    select distinct on (said.digest)
        said.digest, ciphertext, family_name, prefix, given_names, birth_date, gender, sort_key
    from said left join active using (digest)
    where active.digest is null
    order by said.digest, said.number desc
) one;

insert into accounts_personidentifier (person_id, kind, digest, ciphertext, since)
select person_id, 'bsn', digest, ciphertext, now() from newcomer
order by digest
on conflict (kind, digest) where retired_at is null do nothing;

delete from newcomer using active
where active.digest = newcomer.digest and active.person_id <> newcomer.person_id;

create temporary table drawn (place bigint generated always as identity, number varchar(12))
"""

_DROP_TAKEN_NUMBERS = """
delete from drawn using accounts_person person
where person.number = drawn.number and person.number <> '';
delete from drawn using (
    select number, min(place) as place from drawn group by number having count(*) > 1
) earlier
where earlier.number = drawn.number and earlier.place < drawn.place;
select (select count(*) from newcomer) - (select count(*) from drawn)
"""

_TAKE_IN_NEWCOMERS = """
insert into accounts_person (
    id, handle, number, family_name, prefix, given_names, birth_date, gender, sort_key,
    email, password, is_active, created_at
)
select
    newcomer.person_id, replace(gen_random_uuid()::text, '-', ''), drawn.number,
    family_name, prefix, given_names, birth_date, gender, sort_key, '', '!', true, now()
from (select *, row_number() over () as place from newcomer) newcomer
join (select number, row_number() over () as place from drawn) drawn using (place)
"""

# The shown identity is that of the last delivery, until its owner claimed the record.
_SHOW_IDENTITY = """
with differing as (
    select person.id, said.family_name, said.prefix, said.given_names, said.birth_date,
        coalesce(nullif(said.gender, ''), person.gender) as gender, said.sort_key
    from said join active using (digest) join accounts_person person on person.id = active.person_id
    where person.claimed_at is null and (
        person.family_name, person.prefix, person.given_names, person.birth_date
    ) is distinct from (said.family_name, said.prefix, said.given_names, said.birth_date)
    order by said.digest
    for no key update of person
)
update accounts_person person set family_name = differing.family_name, prefix = differing.prefix,
    given_names = differing.given_names, birth_date = differing.birth_date,
    gender = differing.gender, sort_key = differing.sort_key
from differing where differing.id = person.id
"""

_KEEP_STAFF = """
insert into schools_staffrecord (
    id, board_id, person_id, staff_number, family_name, prefix, given_names, birth_date, gender,
    email, sort_key
)
select staff_id, %(board)s, active.person_id, staff_number, family_name, prefix, given_names,
    birth_date, gender, email, sort_key
from said join active using (digest)
where new_staff
order by staff_id;

update schools_staffrecord staff set person_id = said.person, family_name = said.family_name,
    prefix = said.prefix, given_names = said.given_names, birth_date = said.birth_date,
    gender = said.gender, email = said.email, sort_key = said.sort_key
from (
    select staff.id, active.person_id as person, said.family_name, said.prefix,
        said.given_names, said.birth_date, said.sort_key,
        coalesce(nullif(said.gender, ''), staff.gender) as gender,
        coalesce(nullif(said.email, ''), staff.email) as email
    from said join active using (digest) join schools_staffrecord staff on staff.id = said.staff_id
    where not new_staff
) said
where staff.id = said.id and (
    staff.person_id, staff.family_name, staff.prefix, staff.given_names, staff.birth_date,
    staff.gender, staff.email
) is distinct from (
    said.person, said.family_name, said.prefix, said.given_names, said.birth_date,
    said.gender, said.email
)
"""

# All rows of one appointment agree on kind and size, or they had been rejected.
_READ_APPOINTMENTS = """
create temporary table appointed as
select one.*, location.id as location_id, appointment.id is null as new_appointment,
    coalesce(appointment.id, nextval('schools_appointment_id_seq')) as appointment_id
from (
    select said.staff_id, said.staff_number, delivered.location, delivered.category,
        max(delivered.kind) as kind, max(delivered.fte) as fte, min(delivered.since) as since,
        case when bool_and(delivered.until is not null) then max(delivered.until) end as until,
        max(delivered.mutated_on) as mutated_on
    from delivered join said using (staff_number)
    where delivered.outcome <> 'voided'
    group by said.staff_id, said.staff_number, delivered.location, delivered.category
) one
join schools_location location on location.code = one.location
left join schools_appointment appointment
    on appointment.staff_id = one.staff_id and appointment.location_id = location.id
    and appointment.category = one.category and appointment.voided_at is null
order by one.staff_id;

analyze appointed (staff_number, location, category, appointment_id)
"""

# A change with a day in the past replaces what was recorded from that day on.
_KEEP_APPOINTMENTS = """
create temporary table resized as
select appointment.id, appointed.mutated_on, appointed.kind, appointed.fte
from appointed join schools_appointment appointment on appointment.id = appointed.appointment_id
where not new_appointment
    and (appointment.kind, appointment.fte) is distinct from (appointed.kind, appointed.fte);

delete from schools_pastemployment past using resized
where past.appointment_id = resized.id and past.since >= resized.mutated_on;

update schools_pastemployment past set until = resized.mutated_on
from resized where past.appointment_id = resized.id and past.until > resized.mutated_on;

insert into schools_pastemployment (appointment_id, kind, fte, since, until)
select resized.id, appointment.kind, appointment.fte, employed_since, resized.mutated_on
from resized join schools_appointment appointment using (id)
where employed_since < resized.mutated_on;

update schools_appointment appointment set kind = resized.kind, fte = resized.fte,
    employed_since = greatest(resized.mutated_on, appointment.since)
from resized where resized.id = appointment.id;

insert into schools_appointment (
    id, staff_id, location_id, category, kind, fte, since, until, employed_since
)
select appointment_id, staff_id, location_id, category, kind, fte, since, until, since
from appointed where new_appointment
"""

_KEEP_BASES = """
insert into schools_appointmentbasis (appointment_id, code, subject_areas, since, until)
select appointment_id, code, subject_areas, delivered.since, delivered.until
from delivered join appointed using (staff_number, location, category)
where outcome = 'new'
order by appointment_id;

update schools_appointmentbasis basis set since = delivered.since, until = delivered.until
from delivered
where delivered.basis = basis.id and delivered.outcome in ('changed', 'ended')
    and (basis.since, basis.until) is distinct from (delivered.since, delivered.until);

update schools_appointmentbasis basis set voided_at = now()
from delivered where delivered.basis = basis.id and delivered.outcome = 'voided'
"""

_SPAN_APPOINTMENTS = """
create temporary table spanned as
select touched.id, min(basis.since) as since,
    nullif(max(coalesce(basis.until, 'infinity')), 'infinity') as until
from (
    select appointment_id as id from appointed where not new_appointment
    union
    select basis.appointment_id
    from delivered join schools_appointmentbasis basis on basis.id = delivered.basis
    where delivered.outcome = 'voided'
) touched
left join schools_appointmentbasis basis
    on basis.appointment_id = touched.id and basis.voided_at is null
group by touched.id;

update schools_appointment appointment set voided_at = now()
from spanned where spanned.id = appointment.id and spanned.since is null;

update schools_appointment appointment set since = spanned.since, until = spanned.until,
    employed_since = case when appointment.employed_since = appointment.since
        then spanned.since else appointment.employed_since end
from spanned where spanned.id = appointment.id and spanned.since is not null
    and (appointment.since, appointment.until) is distinct from (spanned.since, spanned.until);

drop view active;
drop table delivered, said, newcomer, drawn, appointed, resized, spanned
"""


# Each step, and the tables that it fills: these are analysed before the next step if they got many
# rows at once, because the planner's statistics are from before. The rows of the delivery are last:
# the audit and the register find people by them.
_MANY = 1000
_ONE_TO_SPARE_IN = 1000  # registration numbers, some of which may be taken
_STEPS = [
    (_TAKE_IN_NEWCOMERS, "accounts_person, accounts_personidentifier"),
    (_SHOW_IDENTITY, ""),
    (_KEEP_STAFF, "schools_staffrecord"),
    (_READ_APPOINTMENTS, ""),
    (_KEEP_APPOINTMENTS, "schools_appointment"),
    (_KEEP_BASES, "schools_appointmentbasis"),
    (_SPAN_APPOINTMENTS, "schools_deliveryrow (delivery_id, outcome, staff_number)"),
]


def merge(delivery: Delivery) -> None:
    """Apply the effective rows of a checked delivery."""
    keys = {"delivery": delivery.pk, "board": delivery.board_id}
    with connection.cursor() as cursor:
        for statements in (_READ, _CORRECT_BSN, _MEET_NEWCOMERS):
            cursor.execute(statements, keys)
        newcomers = _draw_numbers(cursor)
        for statements, tables in _STEPS:
            cursor.execute(statements, keys)
            if newcomers > _MANY and tables:
                cursor.execute(f"analyze {tables}")


def _draw_numbers(cursor) -> int:
    """Draw a registration number for each newcomer, again if too many are taken; return how many
    were needed.
    """
    drawn = 0
    while True:
        cursor.execute(_DROP_TAKEN_NUMBERS)
        missing = cursor.fetchone()[0]
        if missing <= 0:
            return drawn
        drawn += missing
        numbers = ((new_number(),) for _ in range(missing + missing // _ONE_TO_SPARE_IN))
        copy_rows("copy drawn (number) from stdin (format csv)", numbers)
