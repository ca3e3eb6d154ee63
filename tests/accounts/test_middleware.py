import time

import pytest
from django.urls import reverse

from accounts.sessions import SEEN
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db


def test_nobody_keeps_a_page_of_somebody_who_signed_in(client):
    client.force_login(PersonFactory(teacher=True))

    assert "no-store" in client.get("/mijn/")["Cache-Control"]


def test_a_public_page_may_be_kept(client):
    assert "Cache-Control" not in client.get("/aanbod/")


def test_a_browser_forgets_what_it_kept_of_who_signs_out(client):
    client.force_login(PersonFactory(teacher=True))

    answer = client.post(reverse("account_logout"))

    assert answer["Clear-Site-Data"] == '"storage"'
    assert "Clear-Site-Data" not in client.get("/hulp/")


def test_a_browser_forgets_what_it_kept_of_who_was_away_too_long(client, settings):
    client.force_login(PersonFactory(teacher=True))
    client.get("/mijn/")
    session = client.session
    session[SEEN] = time.time() - settings.SESSION_IDLE_SECONDS - 1
    session.save()

    assert client.get("/mijn/")["Clear-Site-Data"] == '"storage"'
