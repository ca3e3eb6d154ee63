from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts.forms.sign_in import PasskeyLoginForm
from tests.accounts.signing_in import give_password, is_signed_in, sign_in
from tests.factories.accounts import (
    PASSWORD,
    PersonFactory,
)

pytestmark = pytest.mark.django_db


# Password


def test_a_teacher_signs_in_with_address_and_password(client, teacher):
    assert sign_in(client, teacher).url == reverse("accounts:start")
    assert is_signed_in(client)


def test_signing_in_leads_to_where_one_was_going(client, teacher):
    response = give_password(client, teacher.email, next="/mijn/wie-keek/")

    assert response.url == "/mijn/wie-keek/"


def test_signing_in_never_leads_to_another_site(client, teacher):
    response = give_password(client, teacher.email, next="https://elders.example/")

    assert response.url == reverse("accounts:start")


@pytest.mark.parametrize(
    "email", ["persoon@nergens.example", pytest.param("", id="one that has an account")]
)
def test_a_wrong_password_and_an_unknown_address_read_the_same(client, teacher, email):
    response = give_password(client, email or teacher.email, "verkeerd wachtwoord")

    assert response.context["form"].non_field_errors() == [
        "Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Controleer ze allebei."
    ]


def test_after_five_wrong_passwords_the_right_one_has_to_wait(client, teacher):
    for _ in range(5):
        give_password(client, teacher.email, "verkeerd wachtwoord")

    response = give_password(client, teacher.email)

    assert "Wacht vijf minuten" in response.text
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert sign_in(client, teacher).url == reverse("accounts:start")


def test_a_closed_account_says_so_only_to_who_knows_the_password(client):
    closed = PersonFactory(teacher=True, is_active=False)

    assert give_password(client, closed.email).url == reverse("account_inactive")
    assert "horen niet bij elkaar" in give_password(client, closed.email, "verkeerd").text


def test_who_has_not_verified_an_address_gets_a_mail_instead_of_a_session(client, post):
    person = PersonFactory(password="!")
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email="nieuw@example.nl")

    response = give_password(client, "nieuw@example.nl")

    assert response.url == reverse("account_email_verification_sent")
    assert not is_signed_in(client)
    assert [mail.to for mail in post()] == [["nieuw@example.nl"]]


@pytest.mark.parametrize("name", ["account_signup", "socialaccount_login"])
def test_nobody_signs_up_by_themselves(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_who_has_no_password_asks_for_one_by_mail(client, teacher):
    teacher.set_unusable_password()
    teacher.save(update_fields=["password"])
    client.force_login(teacher)

    response = client.get(reverse("account_change_password"), follow=True)

    assert response.wsgi_request.path == reverse("account_reset_password")


# Once more, before something that matters


def test_an_old_session_asks_for_the_password_again(teacher):
    client = Client()
    with time_machine.travel(timezone.now() - timedelta(minutes=6)):
        sign_in(client, teacher)

    response = client.get(reverse("mfa_activate_totp"))

    assert response.url.startswith(reverse("account_reauthenticate"))
    again = client.post(response.url, {"password": PASSWORD})
    assert again.url == reverse("mfa_activate_totp")


def test_a_fresh_session_does_not(client, teacher):
    sign_in(client, teacher)

    assert client.get(reverse("mfa_activate_totp")).status_code == 200


# Sessions


def test_one_sees_and_ends_ones_other_sessions(client, teacher):
    phone = Client(HTTP_USER_AGENT="Mozilla/5.0 (iPhone) AppleWebKit Safari/604.1")
    sign_in(phone, teacher)
    sign_in(client, teacher)

    page = client.get(reverse("usersessions_list"))
    assert "Safari op iPhone" in page.text

    client.post(reverse("usersessions_list"))
    assert (is_signed_in(client), is_signed_in(phone)) == (True, False)


def test_signing_out_takes_a_press_of_a_button(client, teacher):
    sign_in(client, teacher)

    client.get(reverse("account_logout"))
    assert is_signed_in(client)

    client.post(reverse("account_logout"))
    assert not is_signed_in(client)


# What the pages send along


def test_pages_forbid_inline_scripts_and_foreign_ones(client):
    policy = client.get(reverse("account_login"))["Content-Security-Policy"]

    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("answer", ["9" * 5_000, "[" * 100_000, "{", '{"id": NaN'])
def test_an_answer_for_a_key_that_nobody_can_read_is_refused(answer):
    form = PasskeyLoginForm({"credential": answer})

    assert not form.is_valid()
    assert str(form["credential"])
