"""The key with which we sign: ECDSA on P-256, because a batch signs ten thousand times.

It comes from a file or from the environment and never enters the database; the certificates that
belong to it are public.
"""

import base64
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    load_pem_private_key,
)
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class SigningKey:
    """A private key and its certificates: its own, then those of the issuers."""

    private: EllipticCurvePrivateKey
    certificates: tuple[x509.Certificate, ...]

    @property
    def own(self) -> x509.Certificate:
        return self.certificates[0]

    @property
    def fingerprint(self) -> str:
        return self.own.fingerprint(SHA256()).hex()

    @property
    def chain(self) -> str:
        """The certificates as PEM, which may be published."""
        return "".join(one.public_bytes(Encoding.PEM).decode() for one in self.certificates)


def signing_key() -> SigningKey:
    """Return the key that is configured now.

    A file is read each time, so that a new key counts at once. Raises ImproperlyConfigured.
    """
    if settings.SIGNING_KEY_FILE:
        return read_key(Path(settings.SIGNING_KEY_FILE).read_bytes())
    if settings.SIGNING_KEY:
        return read_key(base64.b64decode(settings.SIGNING_KEY))
    raise ImproperlyConfigured("SIGNING_KEY_FILE and SIGNING_KEY are both empty")


@lru_cache(maxsize=2)
def read_key(pem: bytes) -> SigningKey:
    """Read a private key and its certificates. Raises ImproperlyConfigured."""
    try:
        private = load_pem_private_key(pem, password=None)
        certificates = tuple(x509.load_pem_x509_certificates(pem))
    except (TypeError, ValueError) as error:
        raise ImproperlyConfigured(f"the signing key cannot be read: {error}") from error
    if not (isinstance(private, EllipticCurvePrivateKey) and isinstance(private.curve, SECP256R1)):
        raise ImproperlyConfigured("the signing key is not an ECDSA key on the curve P-256")
    if certificates[0].public_key() != private.public_key():
        raise ImproperlyConfigured("the first certificate is not that of the signing key")
    return SigningKey(private, certificates)


def sign(pdf: bytes, key: SigningKey, *, name: str, reason: str) -> bytes:
    """Return a PDF with an invisible signature that allows no change after it.

    What does it is imported here, for pyHanko takes 20 MB of a process. Where a timestamping
    authority is configured, OSError and pyHanko's TimestampRequestError are possible.
    """
    from .pades import sign_pdf

    return sign_pdf(pdf, key, name=name, reason=reason)
