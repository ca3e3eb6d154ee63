"""The format of certificate codes, which are made like claim codes."""

import re

from accounts.codes import ALPHABET, LENGTH, read

SIGNED_FOR = "Certificaat van herregistratie"
ANNEX_TO = "Bijlage bij certificaat"


def grouped(code: str) -> str:
    """Format a code for people: “K7QD 4M2X 9TRF”."""
    return " ".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def plain_code(text: str) -> str:
    """Normalise a code as somebody typed it; return nothing if it cannot be one."""
    code = read(text)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def signed_for(code: str) -> str:
    """Return the reason in a signature; it is in the file as plain bytes."""
    return f"{SIGNED_FOR} {code}"


def code_in_file(data: bytes, *, after: str) -> str:
    """Return the code that follows these words beside a file's signature, or nothing.

    The file is searched as bytes and not parsed, because it may come from anybody.
    """
    found = re.search(rf"{after} ([{ALPHABET}]{{{LENGTH}}})".encode(), data)
    return found[1].decode() if found else ""
