"""Answers that can be shown to others: signed as JWS with the key that signs certificates."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from django.core.serializers.json import DjangoJSONEncoder
from joserfc import jws
from joserfc.jwk import ECKey

from .keys import SigningKey

ALGORITHM = "ES256"


def signed(told: Mapping[str, Any], *, key: SigningKey, issuer: str = "") -> str:
    """Return what is told as a compact JWS; its ``kid`` is in our published keys, those of a
    DID where the issuer is one.
    """
    private = key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    payload = json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    header = {
        "alg": ALGORITHM,
        "typ": "JWT",
        "kid": f"{issuer}#{key.fingerprint}" if issuer else key.fingerprint,
    }
    return jws.serialize_compact(header, payload.encode(), ECKey.import_key(private))


def public_keys(chains: Iterable[str]) -> list[dict[str, Any]]:
    """Return the keys of certificates as JWK; each certificate comes before who issued it."""
    return [_public_key(x509.load_pem_x509_certificates(chain.encode())[0]) for chain in chains]


def _public_key(certificate: x509.Certificate) -> dict[str, Any]:
    public = certificate.public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    key = ECKey.import_key(pem).as_dict(private=False)
    named = {"kid": certificate.fingerprint(SHA256()).hex(), "use": "sig", "alg": ALGORITHM}
    return {**key, **named}
