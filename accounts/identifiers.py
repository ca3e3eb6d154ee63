"""The one place that reads and writes citizen service numbers."""

from core import crypto


def bsn_digest(bsn: str) -> bytes:
    """Return the keyed digest by which a BSN of nine digits is looked up."""
    return crypto.digest(bsn, purpose="bsn")


def bsn_ciphertext(bsn: str, digest: bytes) -> bytes:
    """Encrypt a BSN, bound to its digest so that it cannot be moved to another person."""
    return crypto.encrypt(bsn.encode(), bound_to=digest.hex())


def bsn_plain(ciphertext: bytes, digest: bytes) -> str:
    """Return the BSN itself. Never for a page: only to hand it on where the law asks for it."""
    return crypto.decrypt(ciphertext, bound_to=bytes(digest).hex()).decode()
