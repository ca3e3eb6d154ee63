"""Asking ClamAV whether a file holds a virus, over its own protocol (clamd, INSTREAM).

For every file that is kept for others to open. What is only read for its rows needs no scan.

Without ``CLAMAV_ADDRESS`` nothing is scanned. With it, a scanner that does not answer is an error:
a file that was not scanned is not stored.
"""

import socket

from django.conf import settings
from django.utils.translation import gettext as _

from .errors import Refused

SECONDS, CHUNK = 20, 1 << 16


class NoScanner(OSError):
    """The scanner cannot be reached, or its answer makes no sense."""


def require_clean(data: bytes) -> None:
    """Raise Refused if a file holds a virus, or if the scanner does not answer."""
    try:
        clean = _is_clean(data)
    except NoScanner as fault:
        raise Refused(
            _("We cannot check files for viruses now. Try again later."), code="no_scanner"
        ) from fault
    if not clean:
        raise Refused(_("There is a virus in this file. We did not keep it."), code="virus")


def _is_clean(data: bytes) -> bool:
    if not settings.CLAMAV_ADDRESS:
        return True
    host, _, port = settings.CLAMAV_ADDRESS.rpartition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=SECONDS) as scanner:
            scanner.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), CHUNK):
                part = data[start : start + CHUNK]
                scanner.sendall(len(part).to_bytes(4) + part)
            scanner.sendall(bytes(4))
            answer = scanner.makefile("rb").read().rstrip(b"\0\n")
    except OSError as fault:
        raise NoScanner("ClamAV cannot be reached") from fault
    if not answer.endswith((b" OK", b" FOUND")):
        raise NoScanner("ClamAV did not judge the file")
    return answer.endswith(b" OK")
