"""The one place that reads and writes citizen service numbers."""

from django.utils.translation import gettext as _
from stdnum.nl import bsn as dutch

from core import crypto
from core.errors import Refused

SHORTEST = 8  # digits: old numbers begin with a 0, which people leave out


def sealed_bsn(text: str) -> tuple[bytes, bytes]:
    """Return digest and ciphertext of a BSN as somebody typed it.

    Raises Refused when no such number can exist.
    """
    digits = "".join(sign for sign in text if sign.isdigit())
    if len(digits) < SHORTEST or not dutch.is_valid(text):
        raise Refused(_("This citizen service number does not exist."), code="bsn_invalid")
    bsn = dutch.compact(text)
    digest = bsn_digest(bsn)
    return digest, bsn_ciphertext(bsn, digest)


def bsn_digest(bsn: str) -> bytes:
    """Return the keyed digest by which a BSN of nine digits is looked up."""
    return crypto.digest(bsn, purpose="bsn")


def bsn_ciphertext(bsn: str, digest: bytes) -> bytes:
    """Encrypt a BSN, bound to its digest so that it cannot be moved to another person."""
    return crypto.encrypt(bsn.encode(), bound_to=digest.hex())


def bsn_plain(ciphertext: bytes, digest: bytes) -> str:
    """Decrypt a BSN. Never for a page: only to pass it on where the law requires that."""
    return crypto.decrypt(ciphertext, bound_to=bytes(digest).hex()).decode()
