"""The signature under a certificate: PAdES, by which anybody sees whose it is and that it is whole.

The key comes from a file or from the environment and never enters the database; the certificates
that belong to it are public. ECDSA on P-256, because a batch signs ten thousand times.
"""

import base64
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate as SignedCertificate
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

FIELD = "Ondertekening"
ROOM = 2048  # bytes for what is signed besides certificates
ROOM_FOR_TIMESTAMP = 8192  # bytes for a timestamp with the certificates of who gave it
SECONDS_FOR_TIMESTAMP = 10


@dataclass(frozen=True)
class SigningKey:
    """A private key and its certificates: its own, then those of who issued that."""

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

    Where a timestamping authority is configured, the signature holds its word for the moment;
    then OSError and pyHanko's TimestampRequestError are possible.
    """
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        name=name,
        reason=reason,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    field = fields.SigFieldSpec(
        FIELD,
        readable_field_name=f"{FIELD}: {name}",
        invis_sig_settings=fields.InvisSigSettings(box_out_of_bounds=True),
    )
    stamp = _time_stamper(settings.TIMESTAMP_URL)
    press = signers.PdfSigner(meta, _signer(key), timestamper=stamp, new_field_spec=field)
    addition, room = _Addition(io.BytesIO(pdf)), _room(key, stamp)
    with ThreadPoolExecutor(max_workers=1) as apart:  # pyHanko's event loop suffers no other
        return apart.submit(press.sign_pdf, addition, bytes_reserved=room).result().getvalue()


class _Addition(IncrementalPdfFileWriter):
    """What is added to a file to sign it, without a word in the metadata: pyHanko's own words
    there would break PDF/A.
    """

    def _update_meta(self) -> None:
        pass


@lru_cache(maxsize=2)
def _signer(key: SigningKey) -> signers.SimpleSigner:
    own, *others = (
        SignedCertificate.load(one.public_bytes(Encoding.DER)) for one in key.certificates
    )
    private = key.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return signers.SimpleSigner(
        signing_cert=own,
        signing_key=PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore.from_certs(others),
    )


@lru_cache(maxsize=1)
def _time_stamper(url: str) -> HTTPTimeStamper | None:
    return HTTPTimeStamper(url, timeout=SECONDS_FOR_TIMESTAMP) if url else None


def _room(key: SigningKey, stamp: HTTPTimeStamper | None) -> int:
    """Return how many hexadecimal digits the signature may take.

    Asking pyHanko would mean signing twice, which is half of its time.
    """
    certificates = sum(len(one.public_bytes(Encoding.DER)) for one in key.certificates)
    return 2 * (certificates + ROOM + (ROOM_FOR_TIMESTAMP if stamp else 0))
