"""Notices that could not be mailed: printed, posted, and so notified (Awb 3:41)."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Message, Person
from accounts.services.messages import note_posted
from core import audit, outbox
from core.errors import Refused
from core.moves import advance
from core.permissions import require
from register import permissions
from register.letters.notifying import start_term, told_about
from register.models import PostBatch, PostedLetter
from register.selectors.post import messages_of, to_print

MOST = 50
FURTHEST = timedelta(days=7)


@transaction.atomic
def make_letters(*, actor: Person, posts_on: date, on: date) -> PostBatch:
    """Put the oldest waiting notices in one batch, with their day of posting.

    Raises Refused if nothing waits, and for a day that has passed or is more than a week ahead.
    """
    require(permissions.can_post(actor))
    if not on <= posts_on <= on + FURTHEST:
        raise Refused(_("Choose today, or a day in the coming week."), code="no_day")
    found = list(to_print(actor).select_for_update(of=("self",), no_key=True)[:MOST])
    if not found:
        raise Refused(_("There is nothing to print."), code="nothing")
    batch = PostBatch.objects.create(posts_on=posts_on, made_on=on, made_by=actor)
    PostedLetter.objects.bulk_create(
        (PostedLetter(message=message, batch=batch) for message in found),
        update_conflicts=True,
        unique_fields=["message"],
        update_fields=["batch"],
    )
    audit.record("made", batch, actor=actor, letters=len(found))
    return batch


@transaction.atomic
def post_letters(batch: PostBatch, *, actor: Person, on: date) -> PostBatch:
    """Confirm that the letters were posted on the day printed on them, so that their terms begin.

    Raises Refused before that day.
    """
    require(permissions.can_post(actor))
    batch = PostBatch.objects.select_for_update(no_key=True).get(pk=batch.pk)
    if on < batch.posts_on:
        raise Refused(
            _("These letters are posted on %(day)s. Say so on that day."),
            code="too_early",
            params={"day": date_format(batch.posts_on, "j F Y")},
        )
    advance(batch, "post", actor=actor)
    for message in messages_of(batch):
        note_posted(message, actor=actor)
        if subject := told_about(message):
            start_term(subject, actor=actor, on=batch.posts_on)
    return batch


@transaction.atomic
def drop_letters(batch: PostBatch, *, actor: Person) -> PostBatch:
    """Drop a batch that was not posted: its notices wait for a batch with another day."""
    require(permissions.can_post(actor))
    batch = PostBatch.objects.select_for_update(no_key=True).get(pk=batch.pk)
    advance(batch, "drop", actor=actor)
    return batch


@transaction.atomic
def mail_once_more(message: Message, *, actor: Person) -> None:
    """Mail to somebody's present address instead of by letter. Raises Refused without one."""
    require(permissions.can_post(actor))
    found = (
        to_print(actor).select_for_update(of=("self",), no_key=True).filter(pk=message.pk).first()
    )
    if found is None or not found.person.email:
        raise Refused(_("There is no address to mail to."), code="no_address")
    asked = audit.record("mailed_again", found, actor=actor)
    outbox.post("register.tasks.mail_again", key=f"again-{asked.pk}", message=found.pk)
