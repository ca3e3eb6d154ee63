"""What is written down of coming in and going out: with a key, never with a name or an address."""

import json
import logging

import pytest
from django.urls import reverse

from core.logs import Formatter
from tests.accounts.signing_in import give_code, give_password, sign_in
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(caplog):
    """The lines so far, as the settings have them written."""
    caplog.set_level(logging.INFO, "accounts.receivers")

    def lines():
        told = [json.loads(Formatter().format(record)) for record in caplog.records]
        mine = [line for line in told if line["name"] == "accounts.receivers"]
        return [(line["message"], line["person"], line.get("ways")) for line in mine]

    return lines


@pytest.fixture
def officer():
    return PersonFactory(hr_officer=True)


def test_who_signs_in_and_out_is_written_down_with_the_ways(client, officer, written):
    sign_in(client, officer)
    client.post(reverse("account_logout"))

    assert written() == [
        ("signed in", officer.pk, ["password", "mfa"]),
        ("signed out", officer.pk, None),
    ]


def test_a_wrong_password_is_written_down_also_of_who_has_no_account(client, officer, written):
    give_password(client, officer.email.upper(), "not the right one")
    give_password(client, "nobody@example.nl", "not the right one")

    assert written() == [("not signed in", officer.pk, []), ("not signed in", None, [])]


def test_a_wrong_code_is_written_down(client, officer, written):
    give_password(client, officer.email)
    give_code(client, "000000")

    assert written() == [("not signed in", officer.pk, ["totp"])]


def test_no_name_and_no_address_is_written_down(client, officer, caplog):
    caplog.set_level(logging.INFO)
    give_password(client, officer.email, "not the right one")

    text = " ".join(Formatter().format(record) for record in caplog.records)
    assert "not signed in" in text
    assert officer.email not in text
    assert officer.family_name not in text
