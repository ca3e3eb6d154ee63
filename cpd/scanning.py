"""Asking ClamAV whether a file holds a virus, over its own protocol (clamd, INSTREAM).

Without ``CLAMAV_ADDRESS`` nothing is scanned. With it, a scanner that does not answer is an error:
a file that was not scanned is not stored.
"""

import socket

from django.conf import settings

SECONDS, CHUNK = 20, 1 << 16


class NoScanner(OSError):
    """The scanner cannot be reached, or its answer makes no sense."""


def is_clean(data: bytes) -> bool:
    """Tell whether a file may be kept. Raises NoScanner."""
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
