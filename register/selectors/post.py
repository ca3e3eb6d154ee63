"""Notices that could not be mailed, and the letters that are printed for them."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from accounts.models import Message, Person
from register.choices.post import BatchStatus
from register.models import PostBatch


def to_print(member: Person) -> QuerySet[Message]:
    """Return the notices that wait for a letter, oldest first; never those to oneself."""
    in_a_batch = Q(posted_letter__batch__status=BatchStatus.MADE)
    rows = Message.objects.to_print().exclude(in_a_batch).exclude(person=member)
    return rows.select_related("person").order_by("told_at", "pk")


def messages_of(batch: PostBatch) -> list[Message]:
    """Return the messages in a batch, in the order of the letters."""
    rows = Message.objects.filter(posted_letter__batch=batch)
    return list(rows.select_related("person").order_by("pk"))


def is_told(key: str) -> bool:
    """Tell whether a notice is on somebody's “My messages”, also where no mail arrived."""
    return Message.objects.filter(key=key).exists()


def told_keys(keys: Collection[str]) -> set[str]:
    """Return which of these notices are on somebody's “My messages”."""
    return set(Message.objects.filter(key__in=keys).values_list("key", flat=True))
