"""What this app does when staff data of a board comes in or is taken back, when a claim is undone,
and when an account would be opened again.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.dispatch import receiver

from accounts.models import Person
from accounts.signals import claim_undone, opening_asked
from cpd.selectors.activities import logged_since
from schools.signals import delivery_processed, undo_asked

from .models import Case, Decision
from .services.conversations import revoke_all
from .services.registrations import deliver_people

if TYPE_CHECKING:
    from schools.models import Delivery


@receiver(delivery_processed)
def place_delivered(
    *, delivery: "Delivery", persons: QuerySet[Person, int], on: date, **kwargs: Any
) -> None:
    """Register the people of an applied delivery, in the transaction that applies it."""
    deliver_people(delivery, persons=persons, actor=delivery.approved_by, on=on)


@receiver(undo_asked)
def object_to_undoing(*, delivery: "Delivery", persons: list[int], **kwargs: Any) -> str:
    """Return why a delivery cannot be taken back: a decision, or an activity of a teacher."""
    applied_at = delivery.applied_at
    decisions = Decision.objects.filter(cycle__registration__person__in=persons)
    if applied_at and decisions.filter(made_on__gte=applied_at.date()).exists():
        return "decided"
    return "active" if applied_at and logged_since(persons, applied_at) else ""


@receiver(claim_undone)
def stop_showing(*, person: Person, actor: Person, **kwargs: Any) -> None:
    revoke_all(person, actor=actor)


@receiver(opening_asked)
def keep_shut_after_death(*, person: Person, **kwargs: Any) -> str:
    """Return why an account stays shut: it is written down that its owner died."""
    return "died" if Case.objects.of_dead().filter(registration__person=person).exists() else ""
