"""Once more, to be sure: before exports of many people, roles, mandates and tokens."""

import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import ApiToken, Invitation
from tests.accounts.signing_in import code, sign_in
from tests.factories.accounts import PASSWORD, ApiClientFactory, PersonFactory, RoleFactory
from tests.factories.schools import BoardFactory, StaffRecordFactory

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=6)
RECORDS = "account_authentication_methods"


@pytest.fixture
def officer():
    return PersonFactory(hr_officer=True, role__organisation=BoardFactory())


@pytest.fixture
def export(officer):
    StaffRecordFactory(at_work=True, board=officer.roles.get().organisation.board)
    return reverse("schools:staff_export")


def forget_who(client):
    """Let the last time that somebody showed who they are be long ago."""
    Authenticator.objects.update(created_at=datetime(2026, 1, 1, tzinfo=UTC))
    session = client.session
    session[RECORDS] = [{"method": "mfa", "at": time.time() - settings.STEP_UP_SECONDS - 1}]
    session.save()


def show_again(client, answer, **given):
    """Give what the page asks, as somebody does who follows it."""
    path, _, query = answer.url.partition("?")
    page = client.get(answer.url)
    assert page.status_code == 200
    following = query.removeprefix("next=").replace("%2F", "/").replace("%3F", "?")
    return client.post(path, {"next": following, **given})


def test_an_export_of_many_people_asks_for_the_second_factor(client, officer, export):
    client.force_login(officer)
    forget_who(client)

    answer = client.get(export)

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("mfa_reauthenticate"))


def test_after_it_one_is_where_one_was(client, officer, export):
    client.force_login(officer)
    forget_who(client)

    answer = show_again(client, client.get(export), code=code())

    assert answer.url == export
    assert client.get(export)["Content-Type"].startswith("text/csv")


def test_who_just_signed_in_is_not_asked_again(client, officer, export):
    sign_in(client, officer)

    assert client.get(export).status_code == 200


def test_some_minutes_later_one_is(client, officer, export):
    sign_in(client, officer)

    with time_machine.travel(timezone.now() + LATER):
        assert client.get(export).status_code == 302


def test_a_password_alone_is_not_enough_for_who_has_a_second_factor(client, officer, export):
    client.force_login(officer)
    forget_who(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    assert client.get(export).status_code == 302


def test_what_was_sent_is_sent_on_afterwards(client, officer):
    client.force_login(officer)
    forget_who(client)
    form = {"email": "nieuw@school.example", "kind": "hr_officer"}

    answer = client.post(reverse("accounts:colleagues"), form)
    assert not Invitation.objects.exists()
    show_again(client, answer, code=code())

    assert Invitation.objects.get().email == "nieuw@school.example"


def test_a_wrong_code_sends_nothing_on(client, officer):
    client.force_login(officer)
    forget_who(client)

    answer = client.post(
        reverse("accounts:colleagues"), {"email": "nieuw@school.example", "kind": "hr_officer"}
    )
    page = show_again(client, answer, code="000000")

    assert "Deze code klopt niet" in page.text
    assert not Invitation.objects.exists()


def test_it_does_not_lead_out_of_the_portal(client, officer):
    client.force_login(officer)
    forget_who(client)

    form = {"code": code(), "next": "https://evil.example/"}
    answer = client.post(reverse("mfa_reauthenticate"), form)

    assert "evil.example" not in answer.url


def acts(officer):
    """Yield each act that asks for it: what it sends, and where."""
    organisation = officer.roles.get().organisation
    machine = ApiClientFactory(officer=officer.roles.get())
    other = RoleFactory(organisation=organisation)
    grant = [other.person_id, organisation.pk, "hr_officer"]
    return {
        "token": reverse("accounts:token_issue", args=[machine.pk]),
        "take over": reverse("accounts:client_take_over", args=[machine.pk]),
        "connection": reverse("accounts:client_new"),
        "grant": reverse("accounts:grant", args=grant),
        "revoke": reverse("accounts:revoke", args=[other.pk]),
        "second factor": reverse("accounts:reset_second_factor", args=[other.person_id]),
        "mandate": reverse("accounts:mandates"),
        "letters": reverse("schools:inviting"),
    }


@pytest.mark.parametrize(
    "act",
    [
        *("token", "take over", "connection", "grant", "revoke"),
        *("second factor", "mandate", "letters"),
    ],
)
def test_every_act_that_gives_rights_asks_for_it(client, officer, act):
    path = acts(officer)[act]
    client.force_login(officer)
    forget_who(client)

    answer = client.post(path, {})

    assert answer.url.startswith(reverse("mfa_reauthenticate"))
    assert not ApiToken.objects.exists()


def test_a_teacher_without_a_second_factor_gives_the_password(client):
    client.force_login(PersonFactory(teacher=True))
    forget_who(client)

    answer = client.post(reverse("register:take_along"))
    assert answer.url.startswith(reverse("account_reauthenticate"))
    packed = show_again(client, answer, password=PASSWORD)

    assert packed["Content-Type"] == "application/zip"


def test_a_token_for_the_own_file_is_not_made_before_that(client):
    program = ApiClientFactory(own=True)
    client.force_login(program.responsible)
    forget_who(client)

    answer = client.post(reverse("accounts:own_token_issue", args=[program.pk]))

    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert not ApiToken.objects.exists()
