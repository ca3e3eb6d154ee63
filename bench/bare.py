"""The least that PostgreSQL needs to take in the rows of a delivery: COPY and one merge.

No checks, no encryption, no history and no audit.
"""

import io

from django.db import connection, transaction

from schools.models import Board

from .measure import stopwatch

SAID = """
create unlogged table said (vestiging text, personeelsnummer text, bsn text, geslachtsnaam text,
    voorvoegsel text, voornamen text, geboortedatum date, geslacht text, email text, categorie int,
    aard int, omvang text, code text, terreinen text, begin date, einde date, soort text, op date)
"""
BARE = """
create table bare_person (id bigserial primary key, bsn text unique, family text, prefix text,
    given text, born date, gender text, email text);
create table bare_appointment (id bigserial primary key, person_id bigint not null
    references bare_person, number text, location_id bigint not null references schools_location,
    category int, kind int, fte numeric(5, 4), since date, until date,
    unique (number, location_id, category));
create table bare_basis (id bigserial primary key, appointment_id bigint not null
    references bare_appointment, code text, areas text, since date, until date,
    unique (appointment_id, code, areas, since))
"""
INTO_BARE = """
insert into bare_person (bsn, family, prefix, given, born, gender, email)
select distinct on (bsn) bsn, geslachtsnaam, voorvoegsel, voornamen, geboortedatum, geslacht, email
from said on conflict (bsn) do update set family = excluded.family;
insert into bare_appointment (person_id, number, location_id, category, kind, fte, since, until)
select p.id, personeelsnummer, l.id, categorie, aard, replace(omvang, ',', '.')::numeric, begin,
    einde
from said join bare_person p using (bsn) join schools_location l on l.code = vestiging
on conflict (number, location_id, category) do update set fte = excluded.fte;
insert into bare_basis (appointment_id, code, areas, since, until)
select a.id, said.code, coalesce(terreinen, ''), begin, einde
from said join schools_location l on l.code = vestiging
join bare_appointment a on a.number = personeelsnummer and a.location_id = l.id
on conflict (appointment_id, code, areas, since) do update set until = excluded.until
"""
UNDO = "drop table said, bare_person, bare_appointment, bare_basis cascade"

OWN = "accounts_person, schools_staffrecord, schools_appointment, schools_appointmentbasis"
WITHOUT_HISTORY = "; ".join(
    f"alter table {table} disable trigger user" for table in OWN.split(", ")
)
INTO_OWN = """
create temporary table one as
select nextval('accounts_person_id_seq') as person_id,
    nextval('schools_staffrecord_id_seq') as staff_id, said.*
from (select distinct on (bsn) * from said order by bsn) said;
insert into accounts_person (id, handle, number, family_name, prefix, given_names, birth_date,
    gender, sort_key, email, password, is_active, created_at)
select person_id, replace(gen_random_uuid()::text, '-', ''), 'LR' || lpad(person_id::text, 10, '0'),
    geslachtsnaam, coalesce(voorvoegsel, ''), voornamen, geboortedatum, coalesce(geslacht, ''),
    lower(geslachtsnaam), '', '!', true, now()
from one;
insert into schools_staffrecord (id, board_id, person_id, staff_number, family_name, prefix,
    given_names, birth_date, gender, email, sort_key)
select staff_id, %(board)s, person_id, personeelsnummer, geslachtsnaam, coalesce(voorvoegsel, ''),
    voornamen, geboortedatum, coalesce(geslacht, ''), email, lower(geslachtsnaam)
from one
on conflict (board_id, staff_number) do update set family_name = excluded.family_name;
insert into schools_appointment (staff_id, location_id, category, kind, fte, since, until,
    employed_since)
select staff_id, l.id, categorie, aard, replace(omvang, ',', '.')::numeric, begin, einde, begin
from one join schools_location l on l.code = vestiging
on conflict (staff_id, location_id, category) where voided_at is null
do update set fte = excluded.fte;
insert into schools_appointmentbasis (appointment_id, code, subject_areas, since, until)
select a.id, one.code, '{}', begin, einde
from one join schools_location l on l.code = vestiging
join schools_appointment a on a.staff_id = one.staff_id and a.location_id = l.id;
set constraints all immediate
"""


def into_bare_tables(data: bytes) -> float:
    """Return the seconds for three bare tables: columns, keys and two references."""
    with connection.cursor() as cursor:
        cursor.execute(f"{SAID}; {BARE}")
        with stopwatch() as watch, transaction.atomic():
            _copy(cursor, data)
            cursor.execute(INTO_BARE)
        cursor.execute(UNDO)
    return watch.seconds


def into_own_tables(data: bytes, board: Board) -> float:
    """Return the seconds for the register's tables, with their indexes, conditions and references.

    What was written is rolled back.
    """
    with connection.cursor() as cursor:
        with transaction.atomic():
            cursor.execute(f"{WITHOUT_HISTORY}; {SAID}")
            with stopwatch() as watch:
                _copy(cursor, data)
                cursor.execute(INTO_OWN, {"board": board.pk})
            transaction.set_rollback(True)
        cursor.execute(f"vacuum {OWN}")
    return watch.seconds


def _copy(cursor, data: bytes) -> None:
    statement = "copy said from stdin (format csv, delimiter ';', header)"
    cursor.copy_expert(statement, io.BytesIO(data))
