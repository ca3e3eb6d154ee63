import pytest

from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db


def test_nobody_keeps_a_page_of_somebody_who_signed_in(client):
    client.force_login(PersonFactory(teacher=True))

    assert "no-store" in client.get("/mijn/")["Cache-Control"]


def test_a_public_page_may_be_kept(client):
    assert "Cache-Control" not in client.get("/aanbod/")
