"""Clearing deliveries when their retention term is over."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Person
from core import audit
from core.moves import advance, open_moves
from schools.choices import DeliveryStatus
from schools.models import Delivery, DeliveryFile

KEPT = timedelta(days=90)  # raw deliveries: domain.md §10.4
AT_WORK = [DeliveryStatus.RECEIVED, DeliveryStatus.APPROVED]


def clear_deliveries(*, actor: Person | None, now: datetime) -> int:
    """Clear the content of deliveries after ninety days; return how many deliveries.

    Counts, outcomes and the receipt stay. One that still waits for its officer is discarded.
    """
    old = Delivery.objects.filter(handed_in_at__lt=now - KEPT, cleared_at=None)
    keys = list(old.exclude(status__in=AT_WORK).order_by("pk").values_list("pk", flat=True))
    for pk in keys:
        _clear(pk, actor=actor, now=now)
    return len(keys)


@transaction.atomic
def _clear(pk: int, *, actor: Person | None, now: datetime) -> None:
    delivery = Delivery.objects.select_for_update(no_key=True).get(pk=pk)
    if "discard" in open_moves(delivery):
        advance(delivery, "discard", actor=actor)
    DeliveryFile.objects.filter(pk=pk).delete()
    delivery.delivery_rows.update(
        cells=None,
        digest=None,
        ciphertext=None,
        problems=[],
        changes=[],
        family_name="",
        prefix="",
        given_names="",
        birth_date=None,
        gender="",
        email="",
        sort_key="",
    )
    delivery.cleared_at = now
    delivery.save(update_fields=["cleared_at"])
    audit.record("clear", delivery, actor=actor)
