"""The certificate for machines, verified by what others wrote: openbadgeslib, PyJWT, pypdf."""

import json
from datetime import date

import jwt
import page
import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3 import OB3Verifier

from demo.signing import throw_away_key
from register.models import Certificate
from register.papers.credentials import A_LIST
from register.services.certificates import withdraw_certificate
from register.tasks import make_certificate
from tests.factories.accounts import PersonFactory
from tests.factories.register import CertificateFactory, DecisionFactory
from tests.register.paper import read

pytestmark = pytest.mark.django_db

SITE = "https://register.example"
ISSUER = "did:web:register.example"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE


def issue():
    cycle = CertificateFactory(cycle=DecisionFactory().cycle).cycle
    make_certificate(cycle.pk)
    return Certificate.objects.get(cycle=cycle)


def download(address):
    """Fetch an address of our site as anybody would."""
    answer = Client().get(address.removeprefix(SITE))
    assert answer.status_code == 200, address
    return answer.content


def verified(token):
    """Return what a verifier that knows only our name makes of a credential, with its status."""
    verifier = OB3Verifier.for_issuer_did(ISSUER, download=download)
    return verifier.verify(token, check_status=True, download=download)


def test_who_knows_only_our_name_verifies_it():
    certificate = issue()

    found = verified(certificate.credential)

    assert (found.issuer.id, found.id) == (
        ISSUER,
        f"{SITE}{certificate.get_absolute_url()}",
    )
    assert found.expiration_date.date() == certificate.valid_until
    assert found.achievement.achievement_type == "Certification"


def test_another_library_agrees(client):
    certificate = issue()
    [key] = client.get("/.well-known/did.json").json()["verificationMethod"]

    claims = jwt.decode(
        certificate.credential,
        jwt.PyJWK(key["publicKeyJwk"]),
        algorithms=["ES256"],
        options={"verify_nbf": False},
    )

    assert claims["iss"] == ISSUER
    assert claims["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert claims["validUntil"] == f"{certificate.valid_until}T00:00:00Z"


def test_a_changed_credential_is_refused():
    head, claims, signature = issue().credential.split(".")

    with pytest.raises(LibOpenBadgesException):
        verified(f"{head}.{claims[:-4]}AAAA.{signature}")


def test_it_goes_on_verifying_after_a_change_of_keys(settings):
    older = issue()
    settings.SIGNING_KEY = throw_away_key("De volgende sleutel")
    newer = issue()

    assert [verified(one.credential).issuer.id for one in (older, newer)] == [ISSUER] * 2


def test_a_withdrawn_one_is_refused_and_its_neighbour_is_not():
    certificate, neighbour = issue(), issue()
    actor = PersonFactory(administrator=True)

    withdraw_certificate(certificate, actor=actor, reason="key", on=date(2026, 3, 2))

    with pytest.raises(LibOpenBadgesException, match="Credential status 'revocation' is set"):
        verified(certificate.credential)
    assert verified(neighbour.credential).issuer.id == ISSUER


@pytest.mark.parametrize("status", ["left", "struck_off"])
def test_that_of_somebody_who_is_no_longer_registered_is_refused(status):
    certificate = issue()
    registration = type(certificate.cycle.registration).objects.filter(
        pk=certificate.cycle.registration_id
    )

    registration.update(status=status, ended_on=date(2026, 3, 2))

    with pytest.raises(LibOpenBadgesException, match="Credential status 'revocation' is set"):
        verified(certificate.credential)


def test_a_list_is_for_so_many_that_nobody_is_seen_in_it(client):
    certificate = issue()
    number = certificate.pk // A_LIST

    assert client.get(f"/certificaten/ingetrokken/{number}").status_code == 200
    assert client.get(f"/certificaten/ingetrokken/{number + 1}").status_code == 404


def test_it_holds_no_date_of_birth_and_no_registration_number():
    certificate = issue()

    claims = json.dumps(jwt.decode(certificate.credential, options={"verify_signature": False}))

    assert certificate.cycle.registration.person.number not in claims
    assert "1990" not in claims


def test_it_is_attached_to_the_pdf_which_stays_what_it_is():
    certificate = issue()
    with default_storage.open(certificate.pdf.name) as file:
        pdf = file.read()

    [attached] = read(pdf).attachments["open-badge.jwt"]

    assert attached.decode() == certificate.credential
    assert [
        (profile, page.validate_pdf_bytes(pdf, profile=profile).failures)
        for profile in ("3a", "ua1")
    ] == [("3a", []), ("ua1", [])]


def test_the_teacher_downloads_it_and_nobody_else(client):
    certificate = issue()
    address = reverse("register:credential_file", args=[certificate.pk])
    client.force_login(certificate.cycle.registration.person)
    stranger = Client()
    stranger.force_login(PersonFactory(teacher=True))

    assert client.get(address).content.decode() == certificate.credential
    assert stranger.get(address).status_code == 404
