import pytest


@pytest.fixture
def sign_in(client):
    def sign_in(cycle):
        client.force_login(cycle.registration.person)
        return client

    return sign_in
