"""Sign in as a person does, through the pages."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from tests.factories.accounts import PASSWORD, TOTP_SECRET

PERIOD = 30


def code(*, periods_ago: int = 0, secret: str = TOTP_SECRET) -> str:
    """Return what the authenticator app shows, or showed."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD - periods_ago))


def give_password(client: Client, email: str, password: str = PASSWORD, **more) -> HttpResponse:
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def give_code(client: Client, text: str) -> HttpResponse:
    return client.post(reverse("mfa_authenticate"), {"code": text})


def sign_in(client: Client, person: Person) -> HttpResponse:
    """Sign in with a password, and with a code where that is asked."""
    response = give_password(client, person.email)
    return give_code(client, code()) if response.url == reverse("mfa_authenticate") else response


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("accounts:account")).status_code == 200
