"""What happens here when a board goes to another board, or a claim is undone."""

from typing import Any

from django.dispatch import receiver

from accounts.models import Person
from accounts.signals import claim_undone
from schools.signals import board_taken_over

from .services.calendars import end_calendar
from .services.providers import hand_over_providers


@receiver(board_taken_over)
def move_providers(*, source: int, target: int, actor: Person | None, **kwargs: Any) -> None:
    hand_over_providers(source, target, actor=actor)


@receiver(claim_undone)
def end_calendar_of_claim(*, person: Person, actor: Person, **kwargs: Any) -> None:
    end_calendar(person, actor=actor)
