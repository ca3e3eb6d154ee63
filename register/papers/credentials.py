"""The certificate for machines: an Open Badges 3.0 credential, signed as a JWT with the same key.

The issuer is a did:web, so that its keys are found on our site. Whether a credential is still valid
is one bit in a public list, so that checking it does not reveal which credential is checked.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.urls import reverse
from openbadgeslib.ob3 import (
    Achievement,
    Issuer,
    OpenBadgeCredential,
    build_did_document,
    build_status_list_credential,
    status_entry,
)

from register.rules import NormCode, assess
from register.signing.keys import SigningKey
from register.signing.statements import public_keys, signed

from .documents import CertificateContent

PURPOSE = "revocation"
A_LIST = 131_072  # certificates: so many that fetching the list does not reveal which one is meant
LIST_HOLDS_FOR = timedelta(days=1)


def credential(content: CertificateContent, *, certificate: int, key: SigningKey) -> str:
    """Return the credential of a certificate, given its primary key, as a compact JWT."""
    number, bit = divmod(certificate, A_LIST)
    needed = next(norm.needed for norm in content.rules.norms if norm.code == NormCode.TOTAL)
    payload = OpenBadgeCredential(
        id=content.check_url,
        issuer=Issuer(id=issuer_id(), name=content.issuer.name, url=settings.SITE_URL),
        recipient_id=uuid5(NAMESPACE_URL, f"{settings.SITE_URL}/{content.number}").urn,
        name=f"Herregistratie als leraar: {content.name}",
        achievement=Achievement(
            id=f"{settings.SITE_URL}{reverse('pages:procedures')}#{content.rules.code}",
            name="Herregistratie als leraar (renewed registration as a teacher)",
            description="Heeft vier jaar lang het vak bijgehouden en is opnieuw ingeschreven.",
            criteria_narrative=f"{content.rules_name}: {needed} registeruren in de periode.",
            achievement_type="Certification",
            credits_available=float(needed),
        ),
        credits_earned=float(assess(content.rules, content.facts).total),
        issuance_date=_midnight(content.issued_on),
        expiration_date=_midnight(content.valid_until),
        credential_status=[status_entry(list_address(number), PURPOSE, bit)],
    ).to_jwt_payload()
    return signed(payload, key=key, issuer=issuer_id())


def status_list(number: int, *, withdrawn: list[int], now: datetime, key: SigningKey) -> str:
    """Return a status list as a compact JWT; ``withdrawn`` are primary keys of certificates.

    It is valid for a day, so that nobody can present an old one for long.
    """
    address = list_address(number)
    listed: dict[str, Any] = build_status_list_credential(
        issuer_id(),
        address,
        PURPOSE,
        [certificate - number * A_LIST for certificate in withdrawn],
        size_bits=A_LIST,
        issued=now,
        valid_until=now + LIST_HOLDS_FOR,
    )
    claims = {"iss": issuer_id(), "jti": address, "nbf": int(now.timestamp())}
    return signed({**listed, **claims}, key=key, issuer=issuer_id())


def did_document(chains: list[str]) -> dict[str, Any]:
    """Return our DID document: the public keys of all certificates that ever signed."""
    return build_did_document(issuer_id(), [(key["kid"], key) for key in public_keys(chains)])


def issuer_id() -> str:
    """Return our did:web: https://register.example is did:web:register.example."""
    return f"did:web:{quote(urlsplit(settings.SITE_URL).netloc, safe='')}"


def list_address(number: int) -> str:
    return f"{settings.SITE_URL}{reverse('register:status_list', args=[number])}"


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
