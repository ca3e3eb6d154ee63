"""Withdrawing a certificate: by an administrator, for a reason that everybody can read."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import View
from core.errors import Refused
from core.models import AuditEvent
from register.models import Certificate
from register.services.certificates import withdraw_certificate
from tests.factories.accounts import PersonFactory
from tests.factories.register import CertificateFactory
from tests.pages import words
from tests.register.posted import run_outbox

pytestmark = pytest.mark.django_db

ON = date(2026, 3, 2)


@pytest.fixture
def administrator(client):
    administrator = PersonFactory(administrator=True)
    client.force_login(administrator)
    return administrator


def withdraw(certificate, actor):
    return withdraw_certificate(certificate, actor=actor, reason="key", on=ON)


def page_of(certificate):
    return reverse("register:withdraw", args=[certificate.code])


def test_it_is_written_down_and_the_teacher_is_told(mailoutbox):
    certificate, actor = CertificateFactory(), PersonFactory(administrator=True)

    withdraw(certificate, actor)
    run_outbox()

    certificate.refresh_from_db()
    assert (certificate.withdrawn_on, certificate.withdrawn_for) == (ON, "key")
    event = AuditEvent.objects.get(action="certificate.withdrawn")
    assert (event.actor, event.data) == (actor, {"reason": "key"})
    [mail] = mailoutbox
    assert mail.to == [certificate.cycle.registration.person.email]
    assert mail.subject == "Uw certificaat is ingetrokken"
    assert "de handtekening eronder is niet meer te vertrouwen." in mail.body


def test_it_is_done_once():
    certificate = CertificateFactory(withdrawn=True)

    with pytest.raises(Refused, match="al ingetrokken"):
        withdraw(certificate, PersonFactory(administrator=True))


@pytest.mark.parametrize("trait", ["committee", "teacher", "validator"])
def test_nobody_else_may(trait):
    with pytest.raises(PermissionDenied):
        withdraw(CertificateFactory(), PersonFactory(**{trait: True}))


def test_an_administrator_does_not_withdraw_the_own(client, administrator):
    own = CertificateFactory(cycle__registration__person=administrator)

    with pytest.raises(PermissionDenied):
        withdraw(own, administrator)
    assert client.get(page_of(own)).status_code == 403


def test_the_page_asks_for_a_reason_and_does_it(client, administrator):
    certificate = CertificateFactory()
    person = certificate.cycle.registration.person

    empty = words(client.post(page_of(certificate), {"reason": ""}))
    done = client.post(page_of(certificate), {"reason": "mistake"})

    assert "Kies de reden." in empty
    assert done["Location"] == reverse("register:person", args=[person.pk])
    assert Certificate.objects.get().withdrawn_for == "mistake"
    assert View.objects.filter(subject=person, viewer=administrator).exists()


def test_the_file_of_a_person_leads_there(client, administrator):
    certificate = CertificateFactory()
    person = certificate.cycle.registration.person

    page = words(client.get(reverse("register:person", args=[person.pk])))

    assert page_of(certificate) in page


def test_others_see_no_such_page(client):
    client.force_login(PersonFactory(committee=True))

    assert client.get(page_of(CertificateFactory())).status_code == 404


def test_a_code_that_never_was_is_not_found(client, administrator):
    assert client.get("/beheer/certificaten/K7QD4M2X9TRF/").status_code == 404
