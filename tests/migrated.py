"""The migrated database: made once for the migrations of today, and copied from then on."""

import hashlib
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections

from core import rights
from demo.postgres import PORTAL
from demo.roles import make_role

_LOCK = 0xC0B7


def migrated_database() -> str:
    """Return the name of a database with every migration applied; workers make it together once.

    It stays for the next run, as long as no migration and nothing that migrations read changes.
    """
    name = f"migrated_{_fingerprint()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [_LOCK])  # until the cursor closes
        cursor.execute("select datname from pg_database where datname like 'migrated\\_%'")
        known = {row[0] for row in cursor}
        if name not in known:
            for other in known:
                drop_database(other)
            _make(name)
    return name


def copy_database(source: str, *, to: str) -> None:
    connections.close_all()
    drop_database(to)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{to}" TEMPLATE "{source}"')


def drop_database(name: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _make(name: str) -> None:
    """Give the database its name only when it is whole: a run may be stopped halfway."""
    unfinished = f"unfinished_{name}"
    copy_database("template0", to=unfinished)
    settings = connection.settings_dict
    own, settings["NAME"] = settings["NAME"], unfinished
    try:
        make_role(PORTAL)
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        settings["NAME"] = own
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')


def _fingerprint() -> str:
    """Name the contents of all migrations, with the data beside them that some read, and rights."""
    digest = hashlib.sha256(Path(rights.__file__).read_bytes())
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        for folder in ("migrations", "data"):
            for file in sorted(Path(config.path, folder).glob("*.*")):
                digest.update(f"{config.label}/{folder}/{file.name}".encode() + file.read_bytes())
    return digest.hexdigest()[:16]
