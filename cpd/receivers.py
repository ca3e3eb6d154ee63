"""What happens here when a board goes to another board."""

from typing import Any

from django.dispatch import receiver

from accounts.models import Person
from schools.signals import board_taken_over

from .services.providers import hand_over_providers


@receiver(board_taken_over)
def move_providers(*, source: int, target: int, actor: Person | None, **kwargs: Any) -> None:
    hand_over_providers(source, target, actor=actor)
