"""Reading deliveries."""

import zlib
from datetime import date

from core import crypto
from schools.choices import DeliveryKind
from schools.models import Board, Delivery


def earlier_delivery(board: Board, *, kind: DeliveryKind, sha256: str, on: date) -> Delivery | None:
    """Find the delivery that makes handing in the same file again needless.

    One that was applied whole, with nothing applied after it; or one of the same day that still
    waits for its officer.
    """
    last = Delivery.objects.applied().filter(board=board).order_by("-applied_at").first()
    if last and last.sha256 == sha256 and last.kind == kind and not last.rejected:
        return last
    waiting = Delivery.objects.unfinished().filter(board=board, kind=kind, sha256=sha256, on=on)
    return waiting.first()


def file_of(delivery: Delivery) -> bytes:
    """Return what was handed in, byte by byte."""
    return zlib.decompress(crypto.decrypt(delivery.file.sealed, bound_to=file_place(delivery)))


def file_place(delivery: Delivery) -> str:
    """Say where the file belongs, so that no other can take its place."""
    return f"file of delivery {delivery.pk}"
