"""The codes by which a certificate is checked. Standard library only."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without 0 1 I L O U, which are misread
LENGTH = 12


def new_code() -> str:
    """Return a random code; 30^12 of them leave nothing to guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def plain_code(text: str) -> str:
    """Return a code as it is stored, however it was typed; empty when it cannot be one."""
    code = "".join(text.split()).replace("-", "").upper()
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def grouped(code: str) -> str:
    """Return a code as people read it: “K7QD 4M2X 9TRF”."""
    return " ".join(code[start : start + 4] for start in range(0, LENGTH, 4))
