"""Encryption of single values at rest, and keyed digests to look them up by."""

import base64
import hmac
import os
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

KEY_SIZE = 32
_NONCE = 12


@lru_cache(maxsize=16)
def key_bytes(text: str) -> bytes:
    """Return the 32 bytes of a base64 key from the settings; raise ValueError for another size."""
    key = base64.b64decode(text, validate=True)
    if len(key) != KEY_SIZE:
        raise ValueError(f"a key is {KEY_SIZE} bytes in base64")
    return key


def encrypt(plain: bytes, *, bound_to: str) -> bytes:
    """Encrypt with the current field key.

    ``bound_to`` names the place of the value and is needed again to decrypt it, so a ciphertext
    that was moved to another row or column is refused. Format: key id, ``:``, nonce, ciphertext.
    """
    kid, cipher = next(iter(_ciphers().items()))
    nonce = os.urandom(_NONCE)
    return kid.encode() + b":" + nonce + cipher.encrypt(nonce, plain, bound_to.encode())


def decrypt(sealed: bytes | memoryview, *, bound_to: str) -> bytes:
    """Decrypt what ``encrypt`` returned.

    Raises KeyError for an unknown key id and ``cryptography.exceptions.InvalidTag`` when the value
    was changed or belongs in another place.
    """
    kid, _, rest = bytes(sealed).partition(b":")
    cipher = _ciphers()[kid.decode()]
    return cipher.decrypt(rest[:_NONCE], rest[_NONCE:], bound_to.encode())


def is_current(sealed: bytes | memoryview) -> bool:
    """Tell whether a value was encrypted with the current field key."""
    return bytes(sealed).partition(b":")[0].decode() == next(iter(_ciphers()))


def digest(value: str, *, purpose: str) -> bytes:
    """Return the keyed digest (HMAC-SHA-256) by which a secret value is looked up.

    Keyed, because a plain hash of nine digits is reversed in seconds.
    """
    key = key_bytes(settings.DIGEST_KEY)
    return hmac.digest(key, f"{purpose}:{value}".encode(), "sha256")


def _ciphers() -> dict[str, AESGCM]:
    return _read_ciphers(tuple(settings.FIELD_KEYS))


@lru_cache(maxsize=4)
def _read_ciphers(entries: tuple[str, ...]) -> dict[str, AESGCM]:
    """Return the ciphers by key id, the current one first; cached, for each row of a file asks."""
    pairs = (entry.partition(":") for entry in entries)
    return {kid: AESGCM(key_bytes(key)) for kid, _, key in pairs}
