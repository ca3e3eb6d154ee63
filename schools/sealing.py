"""What was handed in, encrypted at rest: it holds citizen service numbers."""

import json
import zlib

from core import crypto

from .rules import Cells


def seal_file(data: bytes, *, delivery: int) -> bytes:
    return crypto.encrypt(zlib.compress(data), bound_to=_file(delivery))


def open_file(sealed: bytes, *, delivery: int) -> bytes:
    """Return what was handed in, byte by byte."""
    return zlib.decompress(crypto.decrypt(sealed, bound_to=_file(delivery)))


def seal_cells(cells: Cells, *, delivery: int, row: int) -> bytes:
    return crypto.encrypt(json.dumps(cells).encode(), bound_to=_row(delivery, row))


def open_cells(sealed: bytes, *, delivery: int, row: int) -> Cells:
    """Return the cells of a row as they were handed in."""
    return Cells(*json.loads(crypto.decrypt(sealed, bound_to=_row(delivery, row))))


def _file(delivery: int) -> str:
    return f"file of delivery {delivery}"


def _row(delivery: int, row: int) -> str:
    return f"row {row} of delivery {delivery}"
