"""“This was not me” about a claim: from the mail to the administrator's finding."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import ClaimAlarm, MailOptOut, Person, PostalAddress, View
from accounts.selectors import claims as selectors
from accounts.selectors.postal import Envelope
from accounts.services import claims
from accounts.services.alarms import lift_alarm, raise_alarm, undo_claim
from accounts.services.messages import choose_mail
from accounts.services.postal import set_postal_address
from core.errors import InvalidMove, Refused
from core.models import AuditEvent
from tests.factories.accounts import (
    PASSWORD,
    ApiClientFactory,
    ClaimAlarmFactory,
    ClaimCodeFactory,
    PersonFactory,
    TotpFactory,
    token_for,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return PersonFactory(administrator=True)


@pytest.fixture
def code():
    return ClaimCodeFactory()


def path_for(code):
    return reverse("accounts:not_me", args=[selectors.alarm_token(code.person)])


# Raising it


def test_the_link_alone_freezes_nothing(client, code):
    page = client.get(path_for(code))

    code.person.refresh_from_db()
    assert "Dit was ik niet" in page.text
    assert code.person.is_active


def test_one_press_freezes_the_file_and_signs_everybody_out(client, code, post):
    client.force_login(code.person)
    assert client.get(reverse("accounts:account")).status_code == 200

    page = client.post(path_for(code), follow=True)

    code.person.refresh_from_db()
    assert code.person.is_active is False
    assert "Het dossier is gesloten tot wij hebben gekeken" in page.text
    assert client.get(reverse("accounts:account")).status_code == 302
    assert "Een beheerder van het register kijkt ernaar." in post()[0].body


def test_who_is_frozen_cannot_sign_in(client, code):
    raise_alarm(code, actor=None)

    form = {"login": code.person.email, "password": PASSWORD}
    page = client.post(reverse("account_login"), form, follow=True)

    assert page.context["user"].is_anonymous
    assert "U kunt er nu niet mee inloggen" in page.text


def test_a_second_press_is_no_second_alarm(client, code):
    client.post(path_for(code))
    client.post(path_for(code))

    assert ClaimAlarm.objects.count() == 1
    assert AuditEvent.objects.filter(action="person.frozen").count() == 1


def test_after_it_was_lifted_the_link_freezes_nothing_again(client, code, administrator):
    lift_alarm(raise_alarm(code, actor=None), actor=administrator, finding="Gebeld.")

    page = client.post(path_for(code), follow=True)

    code.person.refresh_from_db()
    assert code.person.is_active
    assert "Wij hebben naar uw melding gekeken" in page.text


def test_a_link_that_was_touched_or_is_old_does_nothing(client, code):
    path = path_for(code)

    assert client.post(path[:-3] + "x/").status_code == 410
    with time_machine.travel(timezone.now() + timedelta(days=181)):
        assert client.post(path).status_code == 410
    assert not ClaimAlarm.objects.exists()


def test_a_claim_that_was_undone_cannot_be_frozen(code):
    code.person.claimed_at = None
    code.person.save(update_fields=["claimed_at"])

    with pytest.raises(Refused):
        raise_alarm(code, actor=None)


# Looking into it


def test_lifting_gives_the_account_back_and_says_so(administrator, post):
    alarm = ClaimAlarmFactory()

    lift_alarm(alarm, actor=administrator, finding="Teruggebeld via de school.")

    alarm.refresh_from_db()
    alarm.person.refresh_from_db()
    assert (alarm.status, alarm.looked_by, alarm.person.is_active) == (
        "lifted",
        administrator,
        True,
    )
    assert "uw account werkt weer" in post()[0].body
    assert "Teruggebeld" not in str(list(AuditEvent.objects.values_list("data")))


def test_undoing_takes_the_account_away_and_leaves_the_file(administrator):
    alarm = ClaimAlarmFactory()
    person = alarm.person
    TotpFactory(user=person)

    undo_claim(alarm, actor=administrator, finding="Een oud-collega had de brief.")

    person.refresh_from_db()
    assert (person.claimed_at, person.email, person.is_active) == (None, "", True)
    assert not person.has_usable_password()
    assert not EmailAddress.objects.filter(user=person).exists()
    assert not Authenticator.objects.filter(user=person).exists()
    assert person.number


def test_then_the_school_can_send_a_new_code(administrator):
    alarm = ClaimAlarmFactory()
    undo_claim(alarm, actor=administrator, finding="Niet de leraar.")
    alarm.person.refresh_from_db()

    plain = claims.issue_claim_code(alarm.person, actor=PersonFactory(hr_officer=True))

    checked = claims.check_code(plain, birth_date=alarm.person.birth_date, actor=None)
    assert checked.person == alarm.person


def test_a_program_of_whoever_claimed_it_never_reads_the_file_again(administrator):
    alarm = ClaimAlarmFactory()
    program = ApiClientFactory(own=True, responsible=alarm.person)
    token = token_for(program)
    undo_claim(alarm, actor=administrator, finding="De school bevestigt: dit was een ander.")

    Person.objects.filter(pk=alarm.person_id).update(claimed_at=timezone.now())  # the real one
    answer = Client(headers={"Authorization": f"Bearer {token}"}).get("/api/v1/activiteiten")

    assert answer.status_code == 401
    assert AuditEvent.objects.get(action="apiclient.token_revoked").actor == administrator


def test_no_letter_goes_to_the_address_of_whoever_claimed_it(administrator):
    alarm = ClaimAlarmFactory()
    envelope = Envelope("Kerkstraat 1", "1234 AB", "Ede")
    set_postal_address(alarm.person, actor=alarm.person, envelope=envelope)
    choose_mail(alarm.person, actor=alarm.person, wanted=False)

    undo_claim(alarm, actor=administrator, finding="De school bevestigt: dit was een ander.")

    assert not PostalAddress.objects.exists()
    assert not MailOptOut.objects.exists()
    assert AuditEvent.objects.get(action="person.address_removed").actor == administrator


def test_an_alarm_is_looked_into_once(administrator):
    alarm = ClaimAlarmFactory()
    lift_alarm(alarm, actor=administrator, finding="Ja.")

    with pytest.raises(InvalidMove):
        undo_claim(alarm, actor=administrator, finding="Toch niet.")


@pytest.mark.parametrize("service", [lift_alarm, undo_claim])
def test_only_an_administrator_looks_into_it(service):
    alarm = ClaimAlarmFactory()

    for actor in (PersonFactory(hr_officer=True), alarm.person):
        with pytest.raises(PermissionDenied):
            service(alarm, actor=actor, finding="Klopt.")


def test_nobody_looks_into_their_own(administrator):
    alarm = ClaimAlarmFactory(person=administrator)

    with pytest.raises(PermissionDenied):
        lift_alarm(alarm, actor=administrator, finding="Dat was ik zelf.")


def test_the_administrator_finds_and_decides_it(client, administrator):
    alarm = ClaimAlarmFactory()
    client.force_login(administrator)

    assert alarm.get_absolute_url() in client.get(reverse("accounts:alarms")).text
    assert reverse("accounts:alarms") in client.get(reverse("register:worklist")).text
    client.post(alarm.get_absolute_url(), {"outcome": "lift", "finding": "Gebeld."})

    alarm.refresh_from_db()
    assert alarm.status == "lifted"
    assert View.objects.filter(subject=alarm.person).exists()
    assert alarm.get_absolute_url() not in client.get(reverse("accounts:alarms")).text


def test_without_a_finding_nothing_is_decided(client, administrator):
    alarm = ClaimAlarmFactory()
    client.force_login(administrator)

    page = client.post(alarm.get_absolute_url(), {"outcome": "lift"})

    assert "Schrijf op wat u vond." in page.text
    assert ClaimAlarm.objects.get().status == "open"


@pytest.mark.parametrize("trait", ["hr_officer", "teacher", "committee"])
def test_others_have_no_such_page(client, trait):
    client.force_login(PersonFactory(**{trait: True}))

    assert client.get(reverse("accounts:alarms")).status_code == 404
    assert client.get(ClaimAlarmFactory().get_absolute_url()).status_code == 404


def test_the_list_takes_the_same_queries_for_many(client, administrator, django_assert_num_queries):
    client.force_login(administrator)
    ClaimAlarmFactory()
    client.get(reverse("accounts:alarms"))
    ClaimAlarmFactory.create_batch(10)

    with django_assert_num_queries(6):
        client.get(reverse("accounts:alarms"))
