"""What happens here when a board's staff data came in."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from schools.signals import delivery_processed

from .services.registrations import deliver_people

if TYPE_CHECKING:
    from schools.models import Delivery


@receiver(delivery_processed)
def place_delivered(
    *, delivery: "Delivery", persons: Iterable[int], on: date, **kwargs: Any
) -> None:
    """Give the people of an applied delivery their place, in the transaction that applies it."""
    deliver_people(delivery, persons=list(persons), actor=delivery.approved_by, on=on)
