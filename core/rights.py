"""What the portal may do in its database: read and write rows, nothing to the tables themselves.

The tables belong to the role that migrates. Whoever breaks into the portal can then switch off no
trigger that guards the audit trail, and change or delete nothing in it.
"""

from django.conf import settings
from django.db import connection

ANALYZES_SINCE = 170_000  # the version of PostgreSQL that can give this right to others
RIGHTS = """
grant usage on schema public to {role};
grant select, insert, update, delete on all tables in schema public to {role};
grant usage on all sequences in schema public to {role};
revoke insert, update, delete on django_migrations from {role};
"""
APPEND_ONLY = """
select tgrelid::regclass::text from pg_trigger join pg_proc on pg_proc.oid = tgfoid
where tgname = 'append_only' and proname = 'refuse_change'
"""


def give_rights(**_signal: object) -> None:
    """Give them to PORTAL_ROLE after each migration; without it the portal owns its tables."""
    if not settings.PORTAL_ROLE:
        return
    quoted = connection.ops.quote_name
    role = quoted(settings.PORTAL_ROLE)
    with connection.cursor() as cursor:
        cursor.execute(RIGHTS.format(role=role))
        if connection.connection.server_version >= ANALYZES_SINCE:
            cursor.execute(f"grant maintain on all tables in schema public to {role}")
        cursor.execute(APPEND_ONLY)
        for (table,) in cursor.fetchall():
            cursor.execute(f"revoke update, delete on {quoted(table)} from {role}")
