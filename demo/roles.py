"""The role with which the portal uses its database, as docker compose makes it on a server."""

from django.db import connection

MAKE = """
do $$ begin
    if to_regrole('{role}') is null then create role {role} login; end if;
exception when duplicate_object or unique_violation then null; -- by another worker, just now
end $$
"""


def make_role(name: str) -> None:
    """Make a role that can sign in and owns nothing, unless it is there."""
    with connection.cursor() as cursor:
        cursor.execute(MAKE.format(role=connection.ops.quote_name(name)))
