import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts.models import Person
from accounts.sign_in_forms import PasskeyLoginForm
from core.models import AuditEvent, OutboxMessage
from tests.accounts.signing_in import code, give_code, give_password, sign_in
from tests.factories.accounts import (
    PASSWORD,
    PersonFactory,
    RoleFactory,
)

pytestmark = pytest.mark.django_db
ACCOUNT = reverse("accounts:account")


@pytest.fixture
def teacher():
    return PersonFactory(teacher=True)


@pytest.fixture
def officer():
    return PersonFactory(hr_officer=True)


def is_signed_in(client) -> bool:
    return client.get(ACCOUNT).status_code == 200


def links_in(mail):
    return re.findall(r"http://localhost:8000(/\S+)", mail.body)


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


# Second factor


def test_staff_give_a_code_after_the_password(client, officer):
    assert give_password(client, officer.email).url == reverse("mfa_authenticate")
    assert not is_signed_in(client)

    give_code(client, code())

    assert is_signed_in(client)


def test_a_wrong_code_opens_nothing(client, officer):
    give_password(client, officer.email)

    assert "Deze code klopt niet." in give_code(client, "000000").text
    assert not is_signed_in(client)


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


# Changing how one signs in


def test_a_changed_password_is_audited_told_and_ends_other_sessions(client, teacher, post):
    elsewhere = Client()
    sign_in(elsewhere, teacher)
    sign_in(client, teacher)
    new = "een heel ander wachtwoord"

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    assert (is_signed_in(client), is_signed_in(elsewhere)) == (True, False)
    assert AuditEvent.objects.filter(action="person.password_changed").count() == 1
    assert "Het wachtwoord van uw account is gewijzigd." in post()[0].body


def change_address(client, email):
    return client.post(reverse("account_email"), {"action_add": "1", "email": email}, follow=True)


def test_a_new_address_counts_only_when_it_is_verified(client, teacher, post):
    old = teacher.email
    sign_in(client, teacher)

    change_address(client, "nieuw@example.nl")
    teacher.refresh_from_db()
    assert teacher.email == old

    [mail] = post()
    client.post(links_in(mail)[0])
    teacher.refresh_from_db()
    assert (mail.to, teacher.email) == (["nieuw@example.nl"], "nieuw@example.nl")
    assert [
        (address.email, address.verified, address.primary)
        for address in EmailAddress.objects.filter(user=teacher)
    ] == [("nieuw@example.nl", True, True)]


def test_who_has_a_second_factor_may_change_the_address_too(client, officer, post):
    sign_in(client, officer)
    change_address(client, "nieuw@example.nl")

    client.post(links_in(post()[0])[0])

    officer.refresh_from_db()
    assert officer.email == "nieuw@example.nl"


def test_after_a_change_of_address_the_old_one_is_told(client, teacher, post):
    old = teacher.email
    sign_in(client, teacher)
    change_address(client, "nieuw@example.nl")
    client.post(links_in(post()[0])[0])

    notice = post()[1]

    assert notice.to == [old]
    assert "@" not in str(AuditEvent.objects.get(action="person.email_changed").data)


def test_an_address_of_somebody_else_is_refused_by_mail_only(client, teacher, officer, post):
    sign_in(client, teacher)

    page = change_address(client, officer.email)

    assert f"{officer.email} moet nog worden bevestigd." in page.text
    assert post()[0].subject == "U heeft al een account bij het Lerarenregister"
    teacher.refresh_from_db()
    assert Person.objects.filter(email=officer.email).get() == officer


def test_a_change_of_address_can_be_taken_back(client, teacher):
    sign_in(client, teacher)
    change_address(client, "nieuw@example.nl")

    client.post(reverse("account_email"), {"action_remove": "1", "email": "nieuw@example.nl"})

    assert EmailAddress.objects.get(user=teacher).email == teacher.email


def test_an_expired_link_says_what_to_do(client):
    assert "Deze link werkt niet meer" in client.get("/e-mailadres-bevestigen/oud/").text


# Forgot the password


def ask_for_link(client, email):
    return client.post(reverse("account_reset_password"), {"email": email}, follow=True)


def test_a_forgotten_password_is_replaced_by_mail(client, teacher, post):
    ask_for_link(client, teacher.email)
    form = client.get(links_in(post()[0])[0], follow=True)
    new = "een heel ander wachtwoord"

    client.post(form.context["action_url"], {"password1": new, "password2": new})

    teacher.refresh_from_db()
    assert teacher.check_password(new)
    assert "nieuw wachtwoord gekozen" in post()[1].body


def test_a_link_for_a_new_password_works_once(client, teacher, post):
    ask_for_link(client, teacher.email)
    link = links_in(post()[0])[0]
    form = client.get(link, follow=True)
    new = "een heel ander wachtwoord"
    client.post(form.context["action_url"], {"password1": new, "password2": new})

    assert "Deze link werkt niet meer" in Client().get(link, follow=True).text


def test_an_unknown_address_reads_the_same_and_gets_no_mail(client, teacher, post):
    known, unknown = ask_for_link(client, teacher.email), ask_for_link(client, "x@nergens.example")

    assert known.redirect_chain == unknown.redirect_chain
    assert [mail.to for mail in post()] == [[teacher.email]]


def work_of_asking(client, email):
    """Return what the database is asked when somebody asks for a new password."""
    with CaptureQueriesContext(connection) as asked:
        client.post(reverse("account_reset_password"), {"email": email})
    return [re.split(r' WHERE | VALUES |"s\d', query["sql"])[0] for query in asked]


def test_asking_does_the_same_work_for_an_unknown_address(client, teacher):
    client.get(reverse("account_reset_password"))

    known = work_of_asking(client, teacher.email)

    assert work_of_asking(client, "niemand@nergens.example") == known
    assert OutboxMessage.objects.count() == 2


def test_a_closed_account_gets_no_link(client, teacher, post):
    teacher.is_active = False
    teacher.save(update_fields=["is_active"])

    ask_for_link(client, teacher.email)

    assert post() == []


def test_who_has_not_yet_verified_is_asked_to_do_that_first(client, post):
    person = PersonFactory()
    EmailAddress.objects.create(user=person, email="nieuw@example.nl")

    ask_for_link(client, "nieuw@example.nl")

    assert [mail.subject for mail in post()] == ["Bevestig uw e-mailadres voor het Lerarenregister"]


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
