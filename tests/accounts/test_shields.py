"""Shielding: asked for by a teacher, looked at by an administrator, stopped at any time."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.urls import reverse

from accounts.models import Shield, View
from accounts.services.shields import (
    ask_for_shield,
    confirm_shield,
    lift_shield,
    refuse_shield,
    shield_person,
)
from core.errors import InvalidMove, Refused
from core.models import AuditEvent
from tests.factories.accounts import PersonFactory, ShieldFactory

pytestmark = pytest.mark.django_db
OWN = "/mijn/afscherming/"
LIST = "/beheer/afschermingen/"


@pytest.fixture
def teacher():
    return PersonFactory(teacher=True)


@pytest.fixture
def administrator():
    return PersonFactory(administrator=True)


def test_one_press_shields_a_teacher_and_says_so(client, teacher, post):
    client.force_login(teacher)

    page = client.post(OWN, {"reason": "threat"}, follow=True)

    assert teacher.shields.get().works
    assert "U bent afgeschermd" in page.text
    assert "Niemand vindt u in het register op naam" in post()[0].body
    event = AuditEvent.objects.get(action="shield.asked")
    assert event.data == {"person": teacher.pk, "reason": "threat"}


def test_without_a_reason_nobody_is_shielded(client, teacher):
    client.force_login(teacher)

    page = client.post(OWN, {})

    assert "Kies wat het dichtst in de buurt komt." in page.text
    assert not Shield.objects.exists()


def test_a_second_request_is_refused(teacher):
    ask_for_shield(teacher, actor=teacher, reason="threat")

    with pytest.raises(Refused):
        ask_for_shield(teacher, actor=teacher, reason="stalking")


def test_the_database_holds_one_shield_at_a_time(teacher):
    ShieldFactory(person=teacher)

    with pytest.raises(IntegrityError):
        ShieldFactory(person=teacher)


def test_the_teacher_stops_it_at_any_time(client, teacher, post):
    shield = ShieldFactory(person=teacher)
    client.force_login(teacher)

    page = client.post(f"{OWN}stoppen/", follow=True)

    shield.refresh_from_db()
    assert (shield.status, shield.works) == ("lifted", False)
    assert "Laat u afschermen" in page.text
    assert "niet meer afgeschermd" in post()[0].body


def test_who_is_not_shielded_has_nothing_to_stop(client, teacher):
    client.force_login(teacher)

    assert client.post(f"{OWN}stoppen/").status_code == 404


def test_an_administrator_lets_it_stay(client, administrator, post):
    shield = ShieldFactory()
    client.force_login(administrator)

    assert "1 verzoek om afscherming" in client.get("/beheer/").text
    assert shield.get_absolute_url() in client.get(LIST).text
    client.get(shield.get_absolute_url())
    client.post(f"{LIST}{shield.pk}/bevestigen/")

    shield.refresh_from_db()
    assert (shield.status, shield.looked_by) == ("confirmed", administrator)
    assert View.objects.filter(subject=shield.person, viewer=administrator).exists()
    assert "Een beheerder heeft uw gegevens afgeschermd" in post()[0].body


def test_an_administrator_refuses_with_words_that_the_teacher_reads(client, administrator, post):
    shield = ShieldFactory()
    client.force_login(administrator)

    client.post(shield.get_absolute_url(), {"answer": "U vroeg om iets anders."})

    shield.refresh_from_db()
    assert (shield.status, shield.works) == ("refused", False)
    assert "iets anders" not in post()[0].body
    client.force_login(shield.person)
    assert "U vroeg om iets anders." in client.get(OWN).text


def test_without_words_nothing_is_refused(client, administrator):
    shield = ShieldFactory()
    client.force_login(administrator)

    page = client.post(shield.get_absolute_url(), {"answer": ""})

    shield.refresh_from_db()
    assert "Schrijf op waarom niet." in page.text
    assert shield.works


def test_an_administrator_shields_who_asked_by_telephone_and_lifts_it(client, administrator):
    delivered = PersonFactory(number="LR0000000014")
    client.force_login(administrator)
    page = client.get(f"/beheer/personen/{delivered.pk}/")
    assert f"/beheer/personen/{delivered.pk}/afschermen/" in page.text

    client.post(f"/beheer/personen/{delivered.pk}/afschermen/", {"reason": "authority"})

    shield = delivered.shields.get()
    assert (shield.status, shield.asked_by) == ("confirmed", administrator)
    assert shield.get_absolute_url() in client.get(f"/beheer/personen/{delivered.pk}/").text
    client.post(f"{LIST}{shield.pk}/opheffen/")
    shield.refresh_from_db()
    assert shield.status == "lifted"


def test_what_ended_cannot_be_confirmed(administrator):
    shield = ShieldFactory()
    lift_shield(shield, actor=shield.person)

    with pytest.raises(InvalidMove):
        confirm_shield(shield, actor=administrator)


@pytest.mark.parametrize("trait", ["hr_officer", "committee", "teacher"])
def test_nobody_else_decides_about_it(client, trait):
    other, shield = PersonFactory(**{trait: True}), ShieldFactory()
    client.force_login(other)

    assert client.get(LIST).status_code == 404
    assert client.get(shield.get_absolute_url()).status_code == 404
    with pytest.raises(PermissionDenied):
        lift_shield(shield, actor=other)
    with pytest.raises(PermissionDenied):
        shield_person(PersonFactory(), actor=other, reason="threat")


def test_nobody_decides_about_their_own(client):
    administrator = PersonFactory(administrator=True, teacher=True)
    shield = ask_for_shield(administrator, actor=administrator, reason="threat")
    client.force_login(administrator)

    assert client.get(shield.get_absolute_url()).status_code == 404
    assert "Niemand hier" in client.get(LIST).text
    with pytest.raises(PermissionDenied):
        refuse_shield(shield, actor=administrator, answer="Nee.")


def test_the_list_takes_the_same_queries_for_many(client, administrator, django_assert_num_queries):
    client.force_login(administrator)
    ShieldFactory()
    client.get(reverse("accounts:shields"))
    ShieldFactory.create_batch(10)

    with django_assert_num_queries(6):
        client.get(reverse("accounts:shields"))
