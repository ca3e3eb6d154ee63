from datetime import date

import pytest

from .staff_rows import TODAY


def today() -> date:
    return TODAY


@pytest.fixture
def fixed_day(settings) -> None:
    """Let what a file says of a day stay as recent as it is."""
    settings.CLOCK = "tests.schools.conftest.today"
