"""The portal's role in the database uses tables and owns none."""

import pytest
from django.db import ProgrammingError, connection

from core import audit
from core.models import AuditEvent
from demo.postgres import PORTAL
from tests.factories.accounts import PersonFactory


@pytest.fixture
def portal(db):
    """From here on the test asks as the portal does, until its transaction is rolled back."""
    person = PersonFactory()
    with connection.cursor() as cursor:
        cursor.execute(f"set local role {PORTAL}")
    return person


@pytest.mark.parametrize(
    "words",
    [
        "drop table core_auditevent",
        "alter table core_auditevent disable trigger append_only",
        "alter table accounts_person drop column number",
        "drop function refuse_change() cascade",
        "truncate accounts_person cascade",
        "update core_auditevent set action = 'x'",
        "delete from core_auditevent",
        "delete from core_auditseal",
        "delete from register_signingcertificate",
        "delete from django_migrations",
        "create table mine (x int)",
        "create role mine",
        "set session_replication_role = replica",
        "copy accounts_person to program 'cat'",
    ],
)
def test_whoever_breaks_into_the_portal_cannot(portal, words):
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        connection.cursor().execute(words)


def test_it_reads_and_writes_the_tables_of_every_model(portal):
    tables = connection.introspection.django_table_names(only_existing=True)

    with connection.cursor() as cursor:
        cursor.execute(
            "select name from unnest(%s) name where not (has_table_privilege(name, 'select')"
            " and has_table_privilege(name, 'insert') and has_table_privilege(name, 'maintain'))",
            [tables],
        )
        assert (len(tables) > 80, cursor.fetchall()) == (True, [])


def test_it_does_its_work(portal):
    audit.record("tested", portal, actor=portal)
    portal.given_names = "Jet"
    portal.save()
    with connection.cursor() as cursor:
        cursor.execute(
            "create temporary table mine on commit drop as select 1; analyze accounts_person"
        )

    assert AuditEvent.objects.get().subject_pk == portal.pk


def test_it_owns_nothing(portal):
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_class where relowner = to_regrole(%s)", [PORTAL])
        assert cursor.fetchone() == (0,)
