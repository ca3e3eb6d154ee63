"""A file of staff data as bytes → rows, or the reason why it cannot be read. No database."""

from collections.abc import Iterator
from dataclasses import dataclass

from .rules import RawRow


class StructuralFault(Exception):
    """The file as a whole cannot be read. ``schools.faults`` has the words for ``code``."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True)
class Sheet:
    """``replaced`` counts the characters that could not be read. ``rows`` can be walked once and
    may raise StructuralFault on the way.
    """

    header: tuple[str, ...]
    rows: Iterator[RawRow]
    separator: str
    encoding: str
    replaced: int


def read(data: bytes) -> Sheet:
    """Read a CSV file: separator and character set are found out, the columns may have any order.

    Raises StructuralFault.
    """
    raise NotImplementedError
