"""The database of a test, with gates at which programs that write can be held up."""

import contextlib
import itertools
import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import psycopg2
from django.db import connection

from demo.postgres import OWNER, PORTAL
from tests.faults.waiting import until

GATE = """
create or replace function wait_at_gate() returns trigger language plpgsql as $$
begin perform pg_advisory_xact_lock_shared(tg_argv[0]::int); return new; end $$;
create trigger gate_{number} before insert or update on {table}
for each row when ({when}) execute function wait_at_gate({number})
"""
HELD_UP = """
select count(*) from pg_stat_activity
where datname = current_database() and backend_type = 'client backend' and wait_event_type = 'Lock'
"""
PASSED = """
select count(*) = 0 from pg_locks join pg_database on pg_database.oid = database
where datname = current_database() and locktype = 'advisory' and objid = %s and not granted
"""
AT_REST = """
select count(*) = 0 from pg_stat_activity
where datname = current_database() and application_name = %s and state <> 'idle'
"""
NOT_COMPARED = {"core_auditseal"}  # depends on when the sealer runs


class Database:
    def __init__(self, url: str) -> None:
        self.url = url
        self.url_of_portal = url.replace(f"//{OWNER}@", f"//{PORTAL}@")
        self._gates = itertools.count(1)

    def ask(self, sql: str, *params: object) -> Any:
        """Run a statement in a transaction of its own; return the first value, if any."""
        with contextlib.closing(psycopg2.connect(self.url)) as asking:
            asking.autocommit = True
            cursor = asking.cursor()
            cursor.execute(sql, params)
            return cursor.fetchone()[0] if cursor.description else None

    @contextlib.contextmanager
    def gate(self, table: str, when: str = "true") -> Iterator[None]:
        """Hold up every program that writes such a row, until the block ends."""
        number = next(self._gates)
        with contextlib.closing(psycopg2.connect(self.url)) as keeper:
            keeper.autocommit = True
            keeper.cursor().execute("select pg_advisory_lock(%s)", [number])
            self.ask(GATE.format(number=number, table=table, when=when))
            yield
        until(lambda: self.ask(PASSED, number), f"everybody has passed gate {number}")

    def wait_for_held_up(self, count: int) -> None:
        """Wait until ``count`` connections wait for a lock: at a gate, or for one that does."""
        until(lambda: self.ask(HELD_UP) == count, f"{count} held up")

    def wait_until_at_rest(self, program: str) -> None:
        """Wait until the server has undone what a killed program was doing."""
        until(lambda: self.ask(AT_REST, program), f"{program} is at rest in the database")


def url_of_tests() -> str:
    """Return the URL of the database that the ORM uses."""
    address = urlsplit(os.environ["DATABASE_URL"])
    return address._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


def contents() -> dict[str, tuple[int, str]]:
    """Return the number of rows of every table, and a fingerprint of them.

    The number of attempts of a message is left out.
    """
    found = {}
    with connection.cursor() as cursor:
        for table in set(connection.introspection.table_names(cursor)) - NOT_COMPARED:
            row = "key, done_at" if table == "core_outboxmessage" else "*"
            cursor.execute(
                "select count(*), md5(string_agg(one::text, '|' order by one::text)) "
                f'from (select {row} from "{table}") one'
            )
            found[table] = cursor.fetchone()
    return found


def added(before: dict[str, tuple[int, str]]) -> dict[str, int]:
    """Return how many rows were added to each table; unchanged tables are left out."""
    grown = {table: count - before[table][0] for table, (count, _) in contents().items()}
    return {table: more for table, more in grown.items() if more}
