"""What happens here when a person takes their own record in hand."""

from django.dispatch import receiver

from accounts.models import Person
from accounts.signals import record_claimed
from core import outbox

from .models import StaffRecord


@receiver(record_claimed)
def tell_delivered_addresses(*, person: Person, **kwargs) -> None:
    """Mail every address that a board gave for this person, so that a stranger is noticed."""
    known = StaffRecord.objects.filter(person=person).exclude(email="").order_by("email")
    for staff in known.exclude(email__iexact=person.email).distinct("email"):
        outbox.post("schools.tasks.mail_claimed", key=f"claimed-{staff.pk}", pk=staff.pk)
