"""Retrying outbox work that was given up."""

from django.db import transaction

from accounts.models import Person
from core import outbox
from core.permissions import require
from register import permissions
from register.selectors.outgoing import outgoing


@transaction.atomic
def retry(kind: str, *, actor: Person) -> int:
    """Retry the messages of one kind of work that were given up; return how many."""
    require(permissions.can_retry(actor))
    tasks = [task for row in outgoing() if row.kind.code == kind for task in row.tasks]
    return outbox.retry(tasks, actor=actor)
