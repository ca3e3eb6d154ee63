"""The day of today in these tests, and rule sets that are read anew."""

from datetime import date

import pytest

from register.selectors.rulesets import rules_of

TODAY = date(2026, 3, 2)


def today() -> date:
    return TODAY


@pytest.fixture(autouse=True)
def fixed_day(settings) -> None:
    """Let the doors think that it is ``TODAY``: the window of ``CycleFactory`` has opened."""
    settings.CLOCK = "tests.register.conftest.today"


@pytest.fixture(autouse=True)
def rules_read_anew() -> None:
    """A database made again gives a new rule set the key of one that was."""
    rules_of.cache_clear()
