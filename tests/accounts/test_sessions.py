"""How long somebody stays signed in; staff shorter than others."""

import os
import subprocess
import sys
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEvent
from tests.accounts.signing_in import code, is_signed_in, sign_in
from tests.factories.accounts import PASSWORD, PersonFactory

ACCOUNT = "/account/"
A_MINUTE, AN_HOUR = timedelta(minutes=1), timedelta(hours=1)


def at_work(client, *, hours):
    """Open a page every twenty minutes; tell after how long one is sent to sign in."""
    start = timezone.now()
    for n in range(1, hours * 3 + 1):
        with time_machine.travel(start + n * timedelta(minutes=20)):
            if client.get(ACCOUNT).status_code != 200:
                return n * timedelta(minutes=20)
    return None


def away(client, minutes):
    with time_machine.travel(timezone.now() + minutes * A_MINUTE):
        return client.get(ACCOUNT)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("trait", "minutes", "stays"),
    [
        ("teacher", 59, True),
        ("teacher", 61, False),
        ("hr_officer", 29, True),
        ("hr_officer", 31, False),
        ("administrator", 31, False),
    ],
)
def test_who_was_away_too_long_signs_in_again(client, trait, minutes, stays):
    client.force_login(PersonFactory(**{trait: True}))

    assert (away(client, minutes).status_code == 200) is stays


@pytest.mark.django_db
@pytest.mark.parametrize(("trait", "hours"), [("teacher", 12), ("hr_officer", 9)])
def test_a_session_ends_even_when_it_is_used(client, trait, hours):
    client.force_login(PersonFactory(**{trait: True}))

    ended = at_work(client, hours=hours + 1)

    assert ended is not None
    assert timedelta(0) <= ended - hours * AN_HOUR <= timedelta(minutes=20)


@pytest.mark.django_db
def test_one_reads_why_and_goes_on_where_one_was(client):
    person = PersonFactory(teacher=True)
    client.force_login(person)

    answer = away(client, 61)
    page = client.get(answer.url)

    assert answer.url == f"{reverse('account_login')}?next={ACCOUNT}"
    assert "Voor uw veiligheid bent u uitgelogd." in page.text


@pytest.mark.django_db
def test_nothing_of_the_session_is_left(client):
    client.force_login(PersonFactory(teacher=True))
    before = client.session.session_key

    away(client, 61)

    assert client.session.session_key != before
    assert not type(client.session)().exists(before)


@pytest.mark.django_db
def test_signing_in_begins_the_count(client):
    sign_in(client, PersonFactory(hr_officer=True))

    assert {"began", "seen"} <= set(client.session.keys())


@pytest.mark.django_db
def test_a_page_within_the_minute_writes_no_session(client):
    client.force_login(PersonFactory(teacher=True))
    client.get(ACCOUNT)

    with CaptureQueriesContext(connection) as asked:
        client.get(ACCOUNT)

    assert not [query for query in asked if query["sql"].startswith("UPDATE")]


@pytest.mark.django_db
def test_who_shows_again_who_they_are_goes_on_under_a_new_key(client):
    officer = PersonFactory(hr_officer=True)
    sign_in(client, officer)
    before = client.session.session_key

    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        client.post(reverse("mfa_reauthenticate"), {"code": code()})

        assert is_signed_in(client)
    assert client.session.session_key != before
    assert [row.session_key for row in UserSession.objects.filter(user=officer)] == [
        client.session.session_key
    ]
    assert not type(client.session)().exists(before)


@pytest.mark.django_db
def test_ending_other_sessions_asks_once_more_who_one_is(client):
    teacher, elsewhere = PersonFactory(teacher=True), Client()
    sign_in(elsewhere, teacher)
    sign_in(client, teacher)
    page = reverse("usersessions_list")

    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert client.get(page).status_code == 200
        asked = client.post(page)
        assert asked.url.startswith(reverse("account_reauthenticate"))
        assert is_signed_in(elsewhere)

        client.post(asked.url, {"password": PASSWORD, "next": page})

        assert (is_signed_in(client), is_signed_in(elsewhere)) == (True, False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", ["mfa_deactivate_totp", "mfa_generate_recovery_codes"], ids=["removed", "replaced"]
)
def test_who_removes_or_replaces_a_factor_is_signed_out_elsewhere(
    client, change, django_capture_on_commit_callbacks
):
    teacher, elsewhere = PersonFactory(teacher=True, second_factor=True), Client()
    sign_in(elsewhere, teacher)
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        sign_in(client, teacher)

        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse(change))

        assert (is_signed_in(client), is_signed_in(elsewhere)) == (True, False)


@pytest.mark.django_db
def test_the_operator_signs_somebody_or_everybody_out():
    one, two, stays = (Client() for _ in range(3))
    people = [PersonFactory(teacher=True) for _ in range(3)]
    for browser, person in zip((one, two, stays), people, strict=True):
        sign_in(browser, person)

    call_command("sign_out", people[0].email.upper(), stdout=StringIO())
    assert [is_signed_in(browser) for browser in (one, two)] == [False, True]
    call_command("sign_out", "--everybody", stdout=StringIO())

    assert [is_signed_in(browser) for browser in (one, two, stays)] == [False, False, False]
    told = AuditEvent.objects.filter(action="person.signed_out").order_by("pk")
    assert {event.subject_pk for event in told} == {person.pk for person in people}


@pytest.mark.django_db
def test_nobody_is_signed_out_by_a_command_that_names_nobody():
    with pytest.raises(CommandError):
        call_command("sign_out")


def names_under(address):
    """Return the names of the cookies when the portal is reached at an address."""
    words = "from config import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, "
    words += "s.LANGUAGE_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_PATH if hasattr(s, "
    words += "'SESSION_COOKIE_PATH') else '/')"
    run = subprocess.run(  # noqa: S603  our own words
        [sys.executable, "-c", words],
        env={**os.environ, "SITE_URL": address},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.split()


def test_under_tls_cookies_belong_to_this_host_alone():
    *names, secure, path = names_under("https://lerarenregister.example")

    assert names == ["__Host-session", "__Host-csrf", "__Host-language"]
    assert (secure, path) == ("True", "/")
    assert not hasattr(settings, "SESSION_COOKIE_DOMAIN") or settings.SESSION_COOKIE_DOMAIN is None


def test_without_tls_they_have_plain_names():
    assert names_under("http://localhost:8000")[:3] == ["session", "csrf", "language"]
