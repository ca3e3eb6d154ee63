"""The annex to a certificate: what counted for it, for its holder alone (domain.md §10.6)."""

from datetime import date

import page
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from register.services.certificates import annex_of
from register.services.cycles import submit_cycle
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import ActivityFactory
from tests.register.paper import text_of, verdict
from tests.register.posted import run_outbox
from tests.register.teachers import teacher_with

pytestmark = pytest.mark.django_db

ON = date(2026, 3, 2)  # the day that tests/register/conftest.py makes it
NOT_FOUND = 404


@pytest.fixture
def certificate():
    cycle = teacher_with(hours=160)
    teacher = cycle.registration.person
    ActivityFactory(person=teacher, title="Werkplaats leesonderwijs", done_on=date(2025, 3, 4))
    submit_cycle(cycle, actor=teacher, declared=True, on=ON)
    run_outbox()
    ActivityFactory(person=teacher, title="Te laat gedaan", done_on=date(2026, 3, 3))
    return cycle.certificates.get()


def annex(client, certificate):
    return client.get(reverse("register:annex", args=[certificate.pk]))


def test_it_lists_what_counted_and_nothing_else(client, certificate):
    client.force_login(certificate.cycle.registration.person)

    pdf = annex(client, certificate).content

    text = text_of(pdf)
    assert f"Bijlage bij certificaat {certificate.grouped}" in text
    assert certificate.name in text
    assert "Werkplaats leesonderwijs" in text
    assert "Te laat gedaan" not in text
    for profile in ("3a", "ua1"):
        assert page.validate_pdf_bytes(pdf, profile=profile).failures == []


def test_anybody_verifies_by_its_signature_that_it_is_ours(client, certificate):
    client.force_login(certificate.cycle.registration.person)

    pdf = annex(client, certificate).content

    assert verdict(pdf, client.get("/.well-known/signing-certificates.pem").content).bottom_line


def test_who_holds_it_against_ours_is_told_that_we_keep_none(client, certificate):
    client.force_login(certificate.cycle.registration.person)
    pdf = annex(client, certificate).content
    client.logout()

    told = client.post(reverse("register:check"), {"file": SimpleUploadedFile("x.pdf", pdf)}).text

    assert "Een bijlage kunnen wij niet vergelijken, want wij bewaren die niet" in told
    assert certificate.get_absolute_url() in told
    assert certificate.name not in told


def test_the_page_of_certificates_leads_to_it(client, certificate):
    client.force_login(certificate.cycle.registration.person)

    listed = client.get(reverse("register:certificates")).text

    assert reverse("register:annex", args=[certificate.pk]) in listed


def test_an_administrator_may_not_have_it_made(certificate):
    with pytest.raises(PermissionDenied):
        annex_of(certificate, actor=PersonFactory(administrator=True))


def test_nobody_else_gets_it(client, certificate):
    client.force_login(PersonFactory(teacher=True))

    assert annex(client, certificate).status_code == NOT_FOUND


def test_what_was_replaced_has_none(client, certificate):
    certificate.replaced_on = ON
    certificate.save(update_fields=["replaced_on"])
    client.force_login(certificate.cycle.registration.person)

    assert annex(client, certificate).status_code == NOT_FOUND
