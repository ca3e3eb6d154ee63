"""PAdES signatures, by which anybody can verify the issuer and integrity of a certificate.

Imported only where something is signed: pyHanko and its dependencies take 20 MB.
"""

import io
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import BinaryIO

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate as SignedCertificate
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from core.archiving import ends_apart

from .keys import SigningKey

FIELD = "Ondertekening"
ROOM = 2048  # bytes for the signature without its certificates
ROOM_FOR_TIMESTAMP = 8192  # bytes for a timestamp with the certificates of its authority
SECONDS_FOR_TIMESTAMP = 10


def sign_pdf(pdf: bytes, key: SigningKey, *, name: str, reason: str) -> bytes:
    """Sign as ``signing.sign`` describes, with a timestamp if an authority is configured."""
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
    """The update that signs a file, changed in two places where pyHanko's would break PDF/A.

    It leaves the metadata alone, and no stream ends in a carriage return.
    """

    def _update_meta(self) -> None:
        pass

    def _write(self, stream: BinaryIO, skip_header: bool = False) -> None:
        start = stream.tell()
        super()._write(stream, skip_header)
        stream.seek(start)
        added = ends_apart(stream.read())
        stream.seek(start)
        stream.write(added)


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
    """Return the number of hexadecimal digits to reserve for the signature.

    pyHanko would find out by signing twice, which takes twice the time.
    """
    certificates = sum(len(one.public_bytes(Encoding.DER)) for one in key.certificates)
    return 2 * (certificates + ROOM + (ROOM_FOR_TIMESTAMP if stamp else 0))
