import pytest
from celery import current_app

from core import outbox
from tests.factories.accounts import PersonFactory


@pytest.fixture(autouse=True, scope="session")
def known_tasks() -> None:
    """Know the tasks of this app, as a worker does."""
    current_app.loader.import_task_module("accounts.tasks")


@pytest.fixture
def post(mailoutbox):
    """Let the outbox do its work, and return the mail that is then sent."""

    def deliver():
        assert [pk for pk in outbox.due() if not outbox.run(pk)] == []
        return mailoutbox

    return deliver


@pytest.fixture
def teacher():
    return PersonFactory(teacher=True)


@pytest.fixture
def officer():
    return PersonFactory(hr_officer=True)
