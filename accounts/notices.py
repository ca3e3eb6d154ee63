"""Mail about what happened to somebody's account, so that they can raise the alarm."""

from core import outbox
from core.models import AuditEvent

from .models import Person


def post_notice(person: Person, event: AuditEvent) -> None:
    """Mail a person about an act on their account, once; the texts are in ``letters.NOTICES``."""
    outbox.post(
        "accounts.tasks.send_notice", key=f"notice-{event.pk}", event=event.pk, person=person.pk
    )
