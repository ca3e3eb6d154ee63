"""Scans that teachers hand in: their type by content, and how they are stored."""

from dataclasses import dataclass

import puremagic
from django.utils.translation import gettext as _

from core import crypto
from core.errors import Refused
from core.paper import needs_password
from core.scanning import require_clean
from core.text import clean_file_name

MOST_BYTES = 5 * 1024 * 1024
KINDS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


@dataclass(frozen=True)
class Paper:
    """A file as it was handed in."""

    name: str
    data: bytes


def kind_of(data: bytes) -> str:
    """Return the type of a file by its content, whatever its name says.

    Raises Refused if it is too large, not a PDF, JPEG or PNG, or locked.
    """
    if len(data) > MOST_BYTES:
        raise Refused(_("This file is larger than 5 MB. Make a smaller scan."), code="too_large")
    try:
        kind = puremagic.from_string(data, mime=True)
    except (puremagic.PureError, ValueError):
        kind = ""
    if kind not in KINDS:
        raise Refused(_("Choose a PDF, or a photo as JPEG or PNG."), code="wrong_kind")
    if kind == "application/pdf" and needs_password(data):
        raise Refused(_("This PDF opens only with a password. Save it without one."), code="locked")
    return kind


def sealed(paper: Paper, *, place: str) -> dict[str, str | bytes]:
    """Return the column values that store a paper.

    Raises Refused as ``kind_of`` does, or if the file holds a virus.
    """
    kind = kind_of(paper.data)
    require_clean(paper.data)
    return {
        "name": clean_file_name(paper.name),
        "kind": kind,
        "sealed": seal_paper(paper.data, place=place),
    }


def seal_paper(data: bytes, *, place: str) -> bytes:
    return crypto.encrypt(data, bound_to=place)


def open_paper(sealed: bytes | memoryview, *, place: str) -> bytes:
    return crypto.decrypt(sealed, bound_to=place)


def of_diploma(check: int) -> str:
    return f"paper of diploma check {check}"


def of_leave(deferral: int) -> str:
    return f"paper of leave {deferral}"
