"""The format of claim codes, with which delivered people claim their record."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0 and O, no 1, I and L
LENGTH = 12  # out of 31 characters: 59.4 bits
GROUP = 4


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def shown(code: str) -> str:
    """Format a code as letters print it: K7QD-4M2X-9TRF."""
    return "-".join(code[i : i + GROUP] for i in range(0, LENGTH, GROUP))


def read(text: str) -> str:
    """Normalise a code as somebody typed it: no dashes or spaces, in capitals."""
    return "".join(sign for sign in text.upper() if sign.isalnum())
