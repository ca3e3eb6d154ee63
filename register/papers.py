"""Papers that teachers hand in: what their bytes say they are, and how they are kept."""

import puremagic
from django.utils.translation import gettext as _

from core import crypto
from core.errors import Refused

MOST_BYTES = 5 * 1024 * 1024
KINDS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


def kind_of(data: bytes) -> str:
    """Return what a paper is by its content, whatever its name says.

    Raises Refused for what is too large or no PDF, JPEG or PNG.
    """
    if len(data) > MOST_BYTES:
        raise Refused(_("This file is larger than 5 MB. Make a smaller scan."), code="too_large")
    try:
        kind = puremagic.from_string(data, mime=True)
    except (puremagic.PureError, ValueError):
        kind = ""
    if kind not in KINDS:
        raise Refused(_("Choose a PDF, or a photo as JPEG or PNG."), code="wrong_kind")
    return kind


def seal_paper(data: bytes, *, check: int) -> bytes:
    return crypto.encrypt(data, bound_to=bound_to(check))


def open_paper(sealed: bytes | memoryview, *, check: int) -> bytes:
    return crypto.decrypt(sealed, bound_to=bound_to(check))


def bound_to(check: int) -> str:
    return f"paper of diploma check {check}"
