"""What happens here when a person takes their own record in hand, or two records become one."""

from django.dispatch import receiver

from accounts.models import Merge, Person
from accounts.signals import record_claimed, records_joined
from core import outbox

from .models import StaffRecord


@receiver(record_claimed)
def tell_delivered_addresses(*, person: Person, **kwargs) -> None:
    """Mail every address that a board gave for this person, so that a stranger is noticed."""
    known = StaffRecord.objects.filter(person=person).exclude(email="").order_by("email")
    for staff in known.exclude(email__iexact=person.email).distinct("email"):
        outbox.post("schools.tasks.mail_claimed", key=f"claimed-{staff.pk}", pk=staff.pk)


@receiver(records_joined)
def look_across_boards_again(*, merged: Merge, **kwargs) -> None:
    """What the jobs of these people come to together is something else by now."""
    outbox.post(
        "schools.schedule.look_at_merged",
        key=f"overlaps-merge-{merged.pk}-{'apart' if merged.undone_at else 'together'}",
        pk=merged.pk,
    )
