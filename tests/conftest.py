"""What a test session stands on: services, database, browser.

A transactional test (``django_db(transaction=True)`` or ``live_server``) leaves its rows behind.
Django would flush them with TRUNCATE, which the audit trail refuses. So the migrated database is
copied once, and after each such test it is made again from that copy.
"""

from collections.abc import Iterator

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection, connections
from django.test import TransactionTestCase
from playwright.sync_api import Browser, Page, sync_playwright

from demo import embedded, system
from demo.messages import compile_messages
from tests.settings import OWN_SERVICES, STATE_FOLDER

# A busy machine is no bug, and what passed today passes tomorrow.
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis.settings.load_profile("steady")


def pytest_configure(config: pytest.Config) -> None:
    """Have the Dutch of today, once for all workers."""
    if not hasattr(config, "workerinput"):
        compile_messages()


@pytest.fixture(scope="session")
def services() -> None:
    """Start PostgreSQL and Valkey unless somebody else did. They stay on for the next run."""
    if OWN_SERVICES:
        embedded.start_postgres(STATE_FOLDER)
        embedded.start_valkey(STATE_FOLDER)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    services: None, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Reach pytest-django's setup of the database with the services running."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """Keep a copy of the migrated database and restore it where Django would flush."""
    migrated = connection.settings_dict["NAME"]
    copy = f"{migrated}_migrated"
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        copy_database(migrated, to=copy)
        patch.setattr(
            TransactionTestCase, "_fixture_teardown", lambda case: copy_database(copy, to=migrated)
        )
        yield
        drop_database(copy)


def copy_database(source: str, *, to: str) -> None:
    connections.close_all()
    drop_database(to)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{to}" TEMPLATE "{source}"')


def drop_database(name: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Let no test meet the rate limits of another."""
    cache.clear()


@pytest.fixture(autouse=True)
def own_media(tmp_path, settings) -> None:
    """Let no file outlive its test; a storage hears of the change by pytest-django's settings."""
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine, for Playwright's own cannot be had everywhere."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=system.browser())
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    """A new visitor at the front door of a live server."""
    context = browser.new_context(base_url=live_server.url, locale="nl-NL")
    yield context.new_page()
    context.close()
