"""Work that services post to the outbox, each time under a new key."""

from django.utils import timezone

from core import outbox

from .models import Delivery


def have_checked(delivery: Delivery) -> None:
    """Have a delivery checked after this transaction."""
    key = f"check-delivery-{delivery.pk}-{timezone.now():%Y%m%d%H%M%S%f}"
    outbox.post("schools.schedule.check_delivery", key=key, pk=delivery.pk)
