"""Encrypting what was handed in, because it holds citizen service numbers."""

import json
import zlib

from core import crypto

from .rules import Cells

_LENGTH = 8


def seal_file(data: bytes, *, delivery: int) -> bytes:
    """Compress and encrypt a file, preceded by its length."""
    words = len(data).to_bytes(_LENGTH) + zlib.compress(data)
    return crypto.encrypt(words, bound_to=_file(delivery))


def open_file(sealed: bytes | memoryview, *, delivery: int) -> bytes:
    """Return the exact bytes that were handed in.

    Knowing the length, zlib does not need twice the memory for a file of tens of megabytes.
    """
    words = memoryview(crypto.decrypt(sealed, bound_to=_file(delivery)))
    return zlib.decompress(words[_LENGTH:], bufsize=int.from_bytes(words[:_LENGTH]))


def seal_cells(cells: Cells, *, delivery: int, row: int) -> bytes:
    return crypto.encrypt(json.dumps(cells).encode(), bound_to=_row(delivery, row))


def open_cells(sealed: bytes, *, delivery: int, row: int) -> Cells:
    """Return the cells of a row as they were handed in."""
    return Cells(*json.loads(crypto.decrypt(sealed, bound_to=_row(delivery, row))))


def of_letters(bundle: int) -> str:
    """Return what the letters of a bundle are bound to."""
    return f"letters {bundle}"


def seal_letters(pdf: bytes, *, bundle: int) -> bytes:
    return crypto.encrypt(pdf, bound_to=of_letters(bundle))


def open_letters(sealed: bytes | memoryview, *, bundle: int) -> bytes:
    """Return a PDF with letters, which hold valid codes."""
    return crypto.decrypt(sealed, bound_to=of_letters(bundle))


def _file(delivery: int) -> str:
    return f"file of delivery {delivery}"


def _row(delivery: int, row: int) -> str:
    return f"row {row} of delivery {delivery}"
