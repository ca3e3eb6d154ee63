"""A made-up country of any size, for benchmarks and for looking at query plans.

People are written by COPY, because their numbers are encrypted in Python; everything that follows
from them is one INSERT … SELECT per table. Random choices are hashes of key and seed, so the same
seed gives the same country. History and audit trail stay empty: nobody did any of this.
"""

import io
from collections.abc import Callable
from datetime import date

from django.db import connection, transaction

from accounts.identifiers import bsn_ciphertext, bsn_digest
from accounts.models import Person
from accounts.names import new_number, sort_key
from register.services.listings import refresh_listings

from .names import GIVEN, family_name, fictitious_bsn

FIRST = 100_000  # of the made-up citizen service numbers; the ones below are for files
PEOPLE_A_BOARD = 250
PEOPLE_A_LOCATION = 30

# No history, and no look-up per foreign key: every key below comes out of a join.
NO_TRIGGERS = "set local session_replication_role = replica"
STAGE = """
create temp table staged (
    n int, number text, given text, prefix text, family text, born date, sort_key text,
    digest bytea, ciphertext bytea
) on commit drop
"""
# chance(key, salt) is a whole number from 0 to 99, the same for the same seed.
CHANCE = """
create or replace function pg_temp.chance(key bigint, salt text) returns int immutable language sql
as $$ select abs(hashtext(key::text || salt || current_setting('demo.seed'))) % 100 $$
"""
# What was just filled, the planner takes for empty, and would walk through once for each person.
STATISTICS = """
analyze schools_governance, schools_location, accounts_person, schools_staffrecord"""
STATEMENTS = {
    "boards": """
with new as (
    insert into accounts_organisation (kind, name, search_key)
    select 'board', 'Stichting Verzonnen Onderwijs ' || n, 'stichting verzonnen onderwijs ' || n
    from generate_series(1, %(boards)s) as n returning id
)
insert into schools_board (organisation_ptr_id, number)
select id, lpad((90000 + row_number() over (order by id))::text, 5, '0') from new""",
    "schools": """
insert into schools_school (brin, name)
select lpad((n / 676)::text, 2, '0') || chr(65 + (n / 26) %% 26) || chr(65 + n %% 26),
    'School ' || n
from generate_series(0, %(locations)s - 1) as n on conflict (brin) do nothing""",
    "locations": """
insert into schools_location (school_id, code, sector, name, street, house_number, postcode, town,
    municipality, province, denomination, search_key)
select id, brin || '00', (array['po', 'po', 'vo', 'mbo'])[1 + id %% 4], name, 'Dorpsstraat',
    id %% 200 + 1, '', 'Dorp ' || id %% 400, 'Gemeente ' || id %% 300, 'Utrecht', '',
    lower(brin || '00 ' || name || ' dorp ' || id %% 400)
from schools_school where name like 'School %%'""",
    "governances": """
insert into schools_governance (location_id, board_id)
select l.id, b.ids[1 + l.id %% array_length(b.ids, 1)]
from schools_location l join schools_school s on s.id = l.school_id and s.name like 'School %%',
    (select array_agg(organisation_ptr_id order by number) ids from schools_board
     where number >= '90001') b""",
    "people": """
insert into accounts_person (password, handle, email, number, given_names, prefix, family_name,
    birth_date, gender, sort_key, is_active, claimed_at, created_at)
select '!', 'made-up-' || n, '', number, given, prefix, family, born, '', sort_key, true,
    case when n %% 10 < 8 then now() end, now() from staged""",
    "identifiers": """
insert into accounts_personidentifier (person_id, kind, digest, ciphertext, since)
select p.id, 'bsn', s.digest, s.ciphertext, now()
from staged s join accounts_person p on p.number = s.number""",
    "staff records": """
insert into schools_staffrecord (board_id, person_id, staff_number, family_name, prefix,
    given_names, birth_date, gender, email, sort_key, confirmed_at)
select g.board_id, p.id, 'made-up-' || p.id, p.family_name, p.prefix, p.given_names,
    p.birth_date, '', '', p.sort_key, p.claimed_at
from accounts_person p join (
    select row_number() over (order by location_id) - 1 as n, board_id
    from schools_governance where since is null
) g on g.n = p.id %% (select count(*) from schools_governance where since is null)
where p.handle like 'made-up-%%'""",
    "appointments": """
insert into schools_appointment
    (staff_id, location_id, category, kind, fte, since, until, employed_since)
select s.id, g.location_id, case when g.sector = 'po' then 8 else 9 end, 1,
    (array[0.4, 0.6, 0.8, 1.0])[1 + pg_temp.chance(s.id, 'fte') %% 4],
    %(on)s - 400 - pg_temp.chance(s.id, 'since') * 40, null,
    %(on)s - 400 - pg_temp.chance(s.id, 'since') * 40
from schools_staffrecord s
join lateral (
    select g.location_id, l.sector from schools_governance g join schools_location l
    on l.id = g.location_id where g.board_id = s.board_id order by (g.location_id + s.id) %% 7
    limit case when pg_temp.chance(s.id, 'second') < 30 then 2 else 1 end
) g on true
where s.staff_number like 'made-up-%%'""",
    "bases": """
insert into schools_appointmentbasis (appointment_id, code, subject_areas, since, until)
select a.id, case l.sector when 'po' then 'PO-GET' when 'vo' then 'VO-GET' else 'MBO-HBO' end,
    case l.sector when 'po' then '{}'::text[] else array[
        (array['NED', 'ENG', 'WIS', 'GES', 'BIO'])[1 + pg_temp.chance(a.staff_id, 'subject') %% 5]]
    end, a.since, a.until
from schools_appointment a join schools_location l on l.id = a.location_id
join schools_staffrecord s on s.id = a.staff_id and s.staff_number like 'made-up-%%'""",
    "registrations": """
insert into register_registration (person_id, section, status, delivered_on, registered_on)
select p.id, 'register', case when p.claimed_at is null then 'delivered' else 'registered' end,
    %(on)s - 1500, case when p.claimed_at is not null then %(on)s - 1400 end
from accounts_person p where p.handle like 'made-up-%%'""",
    "qualifications": """
insert into register_qualification (person_id, sector, subject, proof, basis_code, checked_by_id,
    checked_on, confirmed_on)
select distinct on (s.person_id, l.sector, subject) s.person_id, l.sector,
    coalesce(b.subject_areas[1], 'GR') as subject, 'basis', b.code, s.board_id, %(on)s - 1500,
    case when s.confirmed_at is not null then %(on)s - 1400 end
from schools_appointmentbasis b join schools_appointment a on a.id = b.appointment_id
join schools_location l on l.id = a.location_id join schools_staffrecord s on s.id = a.staff_id
where s.staff_number like 'made-up-%%'""",
    "cycles": """
insert into register_cycle (registration_id, rule_set_id, since, planned_until, counted_since,
    until, status)
select r.id, s.id, d.since, d.until, d.since, d.until, 'open'
from register_registration r join accounts_person p on p.id = r.person_id,
    lateral (select id from register_ruleset where section = 'register'
             order by in_force_from limit 1) s,
    lateral (select %(on)s - 1400 + pg_temp.chance(r.id, 'cycle') as since,
             (%(on)s - 1400 + pg_temp.chance(r.id, 'cycle') + interval '4 years')::date as until) d
where r.status = 'registered' and p.handle like 'made-up-%%'""",
    "activities": """
insert into cpd_activity (person_id, kind, title, search_key, done_on, status, version, logged_at)
select p.id, (array['course', 'study_day', 'intervision', 'lesson_visit'])[1 + n %% 4], '', '',
    %(on)s - 30 - n * 35 - pg_temp.chance(p.id, 'day'), 'counts', 1, now()
from accounts_person p cross join generate_series(1, %(activities)s) as n
where p.handle like 'made-up-%%' and p.claimed_at is not null""",
    "hours": """
insert into cpd_activityhours (activity_id, category, hours, person_id, done_on, status)
select a.id, (array['subject_content', 'subject_teaching', 'pedagogy', 'subject_content',
    'school_development'])[1 + pg_temp.chance(a.id, 'category') %% 5],
    (array[1.5, 2, 4, 6, 8, 16])[1 + pg_temp.chance(a.id, 'hours') %% 6], a.person_id, a.done_on,
    a.status
from cpd_activity a join accounts_person p on p.id = a.person_id and p.handle like 'made-up-%%'""",
}


class NotEmptyError(Exception):
    """There is a made-up country already; a second would reuse its citizen service numbers."""


@transaction.atomic
def populate(
    persons: int, *, activities: int, seed: int, on: date, tell: Callable[[str], object]
) -> None:
    """Make a country of ``persons``, with ``activities`` for each, as of a day.

    Raises NotEmptyError.
    """
    figures: dict[str, int | date] = {
        "boards": persons // PEOPLE_A_BOARD + 1,
        "locations": persons // PEOPLE_A_LOCATION + 1,
        "activities": activities,
        "on": on,
    }
    with connection.cursor() as cursor:
        cursor.execute("select exists (select from accounts_person where handle like 'made-up-%')")
        if cursor.fetchone()[0]:
            raise NotEmptyError
        cursor.execute("select set_config('demo.seed', %s, true)", [str(seed)])
        cursor.execute(NO_TRIGGERS)
        cursor.execute(CHANCE)
        cursor.execute(STAGE)
        cursor.copy_expert("copy staged from stdin", _staged(persons, seed=seed))
        for name, statement in STATEMENTS.items():
            cursor.execute(statement, figures)
            tell(f"{cursor.rowcount} {name}")
            cursor.execute(STATISTICS)
        refresh_listings()
        cursor.execute("analyze")


def _staged(persons: int, *, seed: int) -> io.StringIO:
    """Return the people as the text that COPY reads; COPY wants each backslash doubled."""
    rows = io.StringIO()
    taken = set(Person.objects.values_list("number", flat=True))
    numbers: set[str] = set()
    while len(numbers) < persons:
        if (number := new_number()) not in taken:
            numbers.add(number)
    for n, number in enumerate(numbers):
        prefix, family = family_name(n * 37 + seed)
        given = GIVEN[(n * 17 + seed) % len(GIVEN)]
        bsn = fictitious_bsn(FIRST + n)
        digest = bsn_digest(bsn)
        sealed = bsn_ciphertext(bsn, digest)
        key = sort_key(family_name=family, given_names=given)
        born = date(1960 + n % 42, 1 + n % 12, 1 + n % 28)
        row = (
            n,
            number,
            given,
            prefix,
            family,
            born,
            key,
            rf"\\x{digest.hex()}",
            rf"\\x{sealed.hex()}",
        )
        rows.write("\t".join(map(str, row)) + "\n")
    rows.seek(0)
    return rows
