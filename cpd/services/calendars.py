"""A teacher's own sessions as a calendar feed, at a secret URL that they can revoke."""

from django.db import transaction

from accounts.models import Person
from core import audit
from core.permissions import require
from cpd import permissions
from cpd.models import CalendarFeed


@transaction.atomic
def open_calendar(*, actor: Person) -> CalendarFeed:
    """Give a teacher a new secret URL; the earlier one stops working."""
    require(permissions.can_follow(actor))
    feed, made = CalendarFeed.objects.select_for_update(no_key=True).get_or_create(person=actor)
    if not made:
        feed.turn += 1
        feed.save(update_fields=["turn"])
    audit.record("opened", feed, actor=actor, turn=feed.turn)
    return feed


@transaction.atomic
def close_calendar(*, actor: Person) -> None:
    """Revoke the URL, if there is one."""
    end_calendar(actor, actor=actor)


@transaction.atomic
def end_calendar(person: Person, *, actor: Person) -> None:
    """Revoke the URL that somebody made in a file; the caller has checked the permission."""
    for feed in CalendarFeed.objects.select_for_update(no_key=True).filter(person=person):
        audit.record("closed", feed, actor=actor, turn=feed.turn)
        feed.delete()
