"""How the code of a certificate is written and read. It is made like a claim code."""

import re

from accounts.codes import ALPHABET, LENGTH, read

SIGNED_FOR = "Certificaat van herregistratie"
ANNEX_TO = "Bijlage bij certificaat"


def grouped(code: str) -> str:
    """Return a code as people read it: “K7QD 4M2X 9TRF”."""
    return " ".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def plain_code(text: str) -> str:
    """Return a code as it is stored, however it was typed; empty when it cannot be one."""
    code = read(text)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def signed_for(code: str) -> str:
    """Return what a signature says that it is for; it stands in the file as plain bytes."""
    return f"{SIGNED_FOR} {code}"


def code_in_file(data: bytes, *, after: str) -> str:
    """Return the code that a file names beside its signature, after these words; empty when it
    names none.

    Nothing is opened for it: the file comes from anybody.
    """
    found = re.search(rf"{after} ([{ALPHABET}]{{{LENGTH}}})".encode(), data)
    return found[1].decode() if found else ""
