"""The foundation of a test session: services, database, browser.

A transactional test (``django_db(transaction=True)`` or ``live_server``) leaves its rows behind.
Django would flush them with TRUNCATE, which the audit trail refuses. So after each such test the
database is recreated as a copy of the migrated one (tests/migrated.py).
"""

from collections.abc import Iterator

import hypothesis
import pytest
from allauth.account.internal.flows.login import (
    get_authentication_records,
    record_authentication,
)
from django.contrib.auth.signals import user_logged_in
from django.core.cache import cache, caches
from django.db import connection
from django.http import HttpRequest
from django.test import TransactionTestCase
from django.utils import translation
from playwright.sync_api import Browser, Page, sync_playwright
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from accounts import sessions
from accounts.models import Person
from demo import embedded, system
from demo.messages import compile_messages
from tests.migrated import copy_database, migrated_database
from tests.settings import OWN_SERVICES, STATE_FOLDER

WALK = "tests/security/test_doors.py"

# A busy machine is not a bug, and what passes today must pass tomorrow.
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis.settings.load_profile("steady")


def pytest_configure(config: pytest.Config) -> None:
    """Compile the translations, once for all workers."""
    if not hasattr(config, "workerinput"):
        compile_messages()


class OneWalk(LoadScopeScheduling):
    """Give each test to whichever worker is free, and all that need the walk to one of them.

    Otherwise each worker would make the walk. The largest group goes first. The mark xdist_group
    does nothing with this pytest (pytest-xdist#1386).
    """

    def _split_scope(self, nodeid: str) -> str:
        return WALK if nodeid.startswith(WALK) else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneWalk:
    return OneWalk(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the slowest tests first, so that no worker is left alone with one at the end."""
    items.sort(key=duration, reverse=True)


def duration(item: pytest.Item) -> int:
    """Return 2 for the walk through the portal, 1 for what starts programs, 0 for the rest."""
    if "tour" in item.fixturenames:
        return 2
    return int(not {"browser", "portal"}.isdisjoint(item.fixturenames))


@pytest.fixture(scope="session")
def services() -> None:
    """Start PostgreSQL and Valkey unless they run already; they stay on for the next run."""
    if OWN_SERVICES:
        embedded.start_postgres(STATE_FOLDER)
        embedded.start_valkey(STATE_FOLDER)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    services: None, django_db_modify_db_settings_parallel_suffix: None, django_db_blocker
) -> None:
    """Create every test database as a copy of the migrated one."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated_database()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """Copy the migrated database again whenever Django would flush."""
    own, migrated = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["TEMPLATE"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            TransactionTestCase, "_fixture_teardown", lambda case: copy_database(migrated, to=own)
        )
        yield
        with django_db_blocker.unblock():  # the server of the last test may still be connected
            copy_database(migrated, to=own)


@pytest.fixture(scope="session", autouse=True)
def shown_who_they_are() -> Iterator[None]:
    """Let ``force_login`` count as signing in with a second factor just now."""
    user_logged_in.connect(give_second_factor)
    yield
    user_logged_in.disconnect(give_second_factor)


def give_second_factor(request: HttpRequest, user: Person, **signal: object) -> None:
    if not get_authentication_records(request, user):
        record_authentication(request, user, "mfa", type="totp")
    sessions.begin(request.session)


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Keep rate limits of one test from affecting another."""
    cache.clear()
    caches["near"].clear()


@pytest.fixture(autouse=True)
def own_language() -> None:
    """Keep the active language of one test from affecting another."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def own_media(tmp_path, settings) -> None:
    """Give each test a media folder of its own; pytest-django's settings notify the storage."""
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine, because Playwright's own is not available everywhere."""
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
