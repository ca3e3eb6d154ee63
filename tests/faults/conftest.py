"""A portal of its own for each test that tries to break one."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from config import celery_app
from demo import children
from tests.faults.database import Database, url_of_tests
from tests.faults.portal import Portal
from tests.faults.server import Server


@pytest.fixture
def database(transactional_db) -> Database:
    """The database of this test, which its programs use as well."""
    return Database(url_of_tests())


@pytest.fixture
def server(transactional_db, tmp_path) -> Iterator[Server]:
    """A PostgreSQL server for this test alone, used by the ORM; for a test that kills it."""
    with closing(Server(tmp_path / "server")) as server:
        server.start()
        server.copy_database_of_tests()
        with server.with_orm():
            yield server


@pytest.fixture
def portal(database, tmp_path, monkeypatch) -> Iterator[Portal]:
    """A portal of which only Redis runs so far; commits in the test nudge its worker."""
    monkeypatch.setattr(children, "LOGS", tmp_path)
    portal = Portal(tmp_path, database)
    portal.celery.set_default()
    portal.celery.set_current()
    yield portal
    portal.stop()
    celery_app.set_default()
    celery_app.set_current()
