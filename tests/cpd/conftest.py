from datetime import date

import pytest
from celery import current_app

TODAY = date(2026, 11, 21)


def the_day() -> date:
    return TODAY


@pytest.fixture(autouse=True, scope="session")
def known_tasks() -> None:
    """Know the tasks of this app, as a worker does."""
    current_app.loader.import_task_module("cpd.tasks")


@pytest.fixture(autouse=True)
def fixed_day(settings) -> None:
    """Let every page of these tests be seen on the same day."""
    settings.CLOCK = "tests.cpd.conftest.the_day"
