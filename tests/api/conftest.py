import json
from datetime import date

import pytest
from django.test import Client

from tests.factories.accounts import ApiClientFactory, token_for

TODAY = date(2026, 11, 22)


def today() -> date:
    return TODAY


@pytest.fixture(autouse=True)
def fixed_day(settings) -> None:
    """Let the days in the examples stay what they are: over, or still to come."""
    settings.CLOCK = "tests.api.conftest.today"


@pytest.fixture(autouse=True)
def the_database_is_used(db):
    """Every request looks at its token, or finds that there is none."""


class Machine(Client):
    """A test client that signs in with a token, and can send JSON with an idempotency key."""

    def __init__(self, registered=None):
        words = {"Authorization": f"Bearer {token_for(registered)}"} if registered else {}
        super().__init__(headers=words, raise_request_exception=False)
        self.registered = registered

    def send(self, path, data, *, key="sleutel-0001", **headers):
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        content_type = headers.pop("content_type", "application/json")
        return self.post(
            path, body, content_type=content_type, headers={"Idempotency-Key": key, **headers}
        )

    def change(self, path, data, *, seen=None):
        """Change what is at an address as it stands there now, or as it was ``seen``."""
        seen = self.get(path)["ETag"] if seen is None else seen
        return self.patch(
            path, json.dumps(data), content_type="application/json", headers={"If-Match": seen}
        )


@pytest.fixture
def machine():
    """The machine of a board, which may do all that a board's machine may."""
    return Machine(ApiClientFactory())


@pytest.fixture
def stranger():
    """A machine that does not sign in."""
    return Machine()
