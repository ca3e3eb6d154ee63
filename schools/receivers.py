"""What this app does when a person claims their record, or two records become one."""

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
    """Look again at the overlaps of these people, whose jobs are now counted together or apart."""
    outbox.post(
        "schools.schedule.look_at_merged",
        key=f"overlaps-merge-{merged.pk}-{'apart' if merged.undone_at else 'together'}",
        pk=merged.pk,
    )
