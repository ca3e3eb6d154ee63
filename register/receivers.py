"""What happens here when a board's staff data came in."""

from collections.abc import Iterable
from datetime import date

from django.dispatch import receiver

from schools.signals import delivery_processed

from .services.registrations import deliver_people


@receiver(delivery_processed)
def place_delivered(*, delivery, persons: Iterable[int], on: date, **kwargs) -> None:
    """Give the people of an applied delivery their place, in the transaction that applies it."""
    deliver_people(persons, board=delivery.board_id, actor=delivery.approved_by, on=on)
