"""The code with which a delivered person claims the record: how it looks and how it is read."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0 and O, no 1, I and L
LENGTH = 12  # of 31 signs: 59.4 bits
GROUP = 4


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def shown(code: str) -> str:
    """Return a code as it stands in a letter: K7QD-4M2X-9TRF."""
    return "-".join(code[i : i + GROUP] for i in range(0, LENGTH, GROUP))


def read(text: str) -> str:
    """Return a code as typed, without the dashes, spaces and small letters that people use."""
    return "".join(sign for sign in text.upper() if sign.isalnum())
