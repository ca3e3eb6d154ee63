"""What an outsider needs to verify a certificate: the file and what we publish, nothing else."""

import pytest
from django.core.files.storage import default_storage
from django.db import InternalError, transaction

from core.models import AuditEvent
from demo.signing import throw_away_key
from register.models import Certificate, SigningCertificate
from register.tasks import make_certificate
from tests.factories.register import CertificateFactory, DecisionFactory
from tests.register.paper import verdict

pytestmark = pytest.mark.django_db

ADDRESS = "/.well-known/signing-certificates.pem"


def issue():
    """Issue a certificate as a worker does and return its bytes."""
    cycle = CertificateFactory(cycle=DecisionFactory().cycle).cycle
    make_certificate(cycle.pk)
    with default_storage.open(Certificate.objects.get(cycle=cycle).pdf.name) as file:
        return file.read()


def trusted(pdf, published):
    return verdict(pdf, published).bottom_line


def test_an_outsider_verifies_with_what_is_published(client):
    pdf = issue()

    answer = client.get(ADDRESS)

    assert answer["Content-Type"] == "application/x-pem-file"
    assert trusted(pdf, answer.content)


def test_certificates_go_on_verifying_after_a_change_of_keys(client, settings):
    older = issue()
    settings.SIGNING_KEY = throw_away_key("De volgende sleutel")
    newer = issue()

    published = client.get(ADDRESS).content

    assert published.count(b"BEGIN CERTIFICATE") == 2
    assert [trusted(older, published), trusted(newer, published)] == [True, True]


def test_a_key_is_published_once_however_much_it_signs(client):
    issue()
    issue()

    assert client.get(ADDRESS).content.count(b"BEGIN CERTIFICATE") == 1
    assert AuditEvent.objects.filter(action="signingcertificate.published").count() == 1


def test_what_was_published_stays_published():
    issue()

    for change in (
        lambda: SigningCertificate.objects.update(chain="-----BEGIN CERTIFICATE----- x"),
        lambda: SigningCertificate.objects.all()._raw_delete(using="default"),
    ):
        with pytest.raises(InternalError, match="append-only"), transaction.atomic():
            change()


def test_anybody_may_keep_the_answer_for_an_hour(client):
    assert client.get(ADDRESS)["Cache-Control"] == "public, max-age=3600"


def test_nobody_posts_there(client):
    assert client.post(ADDRESS).status_code == 405
