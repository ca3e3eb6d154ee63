"""Another password, another address, and a forgotten password."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Person
from core.models import AuditEvent, OutboxMessage
from tests.accounts.signing_in import is_signed_in, sign_in
from tests.factories.accounts import (
    PASSWORD,
    PersonFactory,
)

pytestmark = pytest.mark.django_db


def links_in(mail):
    return re.findall(r"http://localhost:8000(/\S+)", mail.body)


# Changing


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
