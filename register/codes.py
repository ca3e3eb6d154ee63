"""How the code of a certificate is written and read. It is made like a claim code."""

from accounts.codes import ALPHABET, LENGTH, read


def grouped(code: str) -> str:
    """Return a code as people read it: “K7QD 4M2X 9TRF”."""
    return " ".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def plain_code(text: str) -> str:
    """Return a code as it is stored, however it was typed; empty when it cannot be one."""
    code = read(text)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""
