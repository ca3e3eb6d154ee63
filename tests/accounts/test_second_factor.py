"""The app with codes and the recovery codes: setting them up and signing in with them."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from core.models import AuditEvent
from tests.accounts.signing_in import code, give_code, give_password, is_signed_in, sign_in
from tests.factories.accounts import (
    PersonFactory,
    RoleFactory,
)

pytestmark = pytest.mark.django_db


def test_staff_give_a_code_after_the_password(client, officer):
    assert give_password(client, officer.email).url == reverse("mfa_authenticate")
    assert not is_signed_in(client)

    give_code(client, code())

    assert is_signed_in(client)


def test_a_wrong_code_opens_nothing(client, officer):
    give_password(client, officer.email)

    assert "Deze code klopt niet." in give_code(client, "000000").text
    assert not is_signed_in(client)


@pytest.mark.parametrize("typed", ["x" * 1000, "\x7f"], ids=["long", "no letter"])
def test_whatever_is_typed_as_a_code_is_a_wrong_code(client, officer, typed):
    give_password(client, officer.email)

    assert "Deze code klopt niet." in give_code(client, typed).text


def test_a_code_of_half_a_minute_ago_still_works(client, officer):
    give_password(client, officer.email)

    assert give_code(client, code(periods_ago=1)).status_code == 302


def test_a_code_of_a_minute_and_a_half_ago_does_not(client, officer):
    give_password(client, officer.email)

    assert give_code(client, code(periods_ago=3)).status_code == 200


def test_a_code_works_once_for_as_long_as_it_lives(officer):
    with time_machine.travel("2026-11-21T10:00:00Z", tick=False) as clock:
        used = code()
        sign_in(Client(), officer)
        clock.shift(timedelta(seconds=40))
        spy = Client()
        give_password(spy, officer.email)

        assert give_code(spy, used).status_code == 200


def test_after_five_wrong_codes_the_right_one_has_to_wait(client, officer):
    give_password(client, officer.email)
    for _ in range(5):
        give_code(client, "000000")

    assert "Wacht vijf minuten" in give_code(client, code()).text


def set_up_app(client):
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    return client.post(reverse("mfa_activate_totp"), {"code": code(secret=secret)}, follow=True)


def test_a_new_officer_sets_up_the_app_keeps_the_codes_and_goes_on(client):
    officer = RoleFactory(person=PersonFactory(signs_in=True)).person
    sign_in(client, officer)
    client.get("/bestuur/collegas/")

    page = set_up_app(client)

    codes = page.context["unused_codes"]
    assert len(codes) == 10
    assert all(text in page.text for text in codes)
    assert client.get(reverse("accounts:start")).url == "/bestuur/collegas/"


def test_the_secret_of_an_app_is_not_stored_in_the_clear(client, teacher):
    sign_in(client, teacher)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code(secret=secret)})

    stored = Authenticator.objects.get(user=teacher, type="totp").data["secret"]
    assert secret not in stored


def test_setting_up_is_audited_and_told(client, teacher, post, django_capture_on_commit_callbacks):
    sign_in(client, teacher)
    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(client)

    assert AuditEvent.objects.filter(action="person.totp_activated", actor=teacher).exists()
    assert "De code-app voor uw account is ingesteld." in post()[-1].body


def test_a_recovery_code_works_once_in_place_of_the_app(client, teacher):
    sign_in(client, teacher)
    spare = set_up_app(client).context["unused_codes"][0]
    client.logout()
    give_password(client, teacher.email)

    assert give_code(client, spare).status_code == 302
    client.logout()
    give_password(client, teacher.email)
    assert give_code(client, spare).status_code == 200


def test_recovery_codes_can_be_downloaded(client, teacher):
    sign_in(client, teacher)
    codes = set_up_app(client).context["unused_codes"]

    file = client.get(reverse("mfa_download_recovery_codes"))

    assert file["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert file.text.split()[-10:] == codes


def test_the_qr_code_needs_no_inline_style(client, teacher):
    sign_in(client, teacher)

    page = client.get(reverse("mfa_activate_totp"))

    assert "<svg" in page.context["totp_svg"]
    assert "style=" not in page.context["totp_svg"]


def test_staff_cannot_do_without_a_second_factor(client, officer):
    sign_in(client, officer)

    page = client.post(reverse("mfa_deactivate_totp"))

    assert "Uw werk vraagt om een tweede stap." in page.text
    assert Authenticator.objects.filter(user=officer, type="totp").exists()


def test_a_teacher_may_do_without(client, teacher):
    sign_in(client, teacher)
    set_up_app(client)

    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.filter(user=teacher).exists()
