"""Conversations: a teacher shows something to one other person, and they record agreements."""

import secrets
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from core import audit, crypto, outbox
from core.errors import Refused
from core.moves import advance, advance_many
from core.permissions import require
from cpd.selectors.sharing import chosen
from register import permissions
from register.choices.conversations import ConversationStatus
from register.models import Agreement, Conversation, SharedActivity
from register.selectors.conversations import PURPOSE


@transaction.atomic
def share(  # noqa: PLR0913  what the form asks
    person: Person,
    *,
    actor: Person,
    on: date,
    name: str,
    email: str,
    days: int,
    with_report: bool,
    activities: Collection[int],
) -> Conversation:
    """Show activities, or the report, to somebody for some days; a mail brings them the link.

    What is not one's own is left out. Asked twice on a day, it is one conversation and one mail.
    Raises Refused where nothing would be shown.
    """
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(permissions.can_share(actor, person))
    shown = chosen(person, activities)
    if not shown and not with_report:
        raise Refused(_("Choose what you want to show."), code="nothing")
    asked = {
        "person": person,
        "partner_name": name,
        "partner_email": email,
        "with_report": with_report,
        "since": on,
        "until": on + timedelta(days=days),
    }
    if earlier := _shown_already(asked, {one.pk for one in shown}):
        return earlier
    token = secrets.token_urlsafe(32)
    digest = crypto.digest(token, purpose=PURPOSE)
    conversation = Conversation.objects.create(
        **asked,
        digest=digest,
        ciphertext=crypto.encrypt(token.encode(), bound_to=digest.hex()),
    )
    SharedActivity.objects.bulk_create(
        SharedActivity(conversation=conversation, activity_id=one.pk) for one in shown
    )
    audit.record("shared", conversation, actor=actor, until=conversation.until)
    outbox.post(
        "register.tasks.send_conversation",
        key=f"conversation-{conversation.pk}",
        conversation=conversation.pk,
    )
    return conversation


def _shown_already(asked: Mapping[str, Any], activities: set[int]) -> Conversation | None:
    """Return the conversation that the same form made before, as long as it is not stopped."""
    same = Conversation.objects.filter(**asked, status=ConversationStatus.SHARED)
    for earlier in same.prefetch_related("shared"):
        if {one.activity_id for one in earlier.shared.all()} == activities:
            return earlier
    return None


@transaction.atomic
def revoke(conversation: Conversation, *, actor: Person) -> None:
    """Stop sharing: the link stops working at once."""
    conversation = _lock(conversation)
    require(permissions.can_share(actor, conversation.person))
    advance(conversation, "revoke", actor=actor)


@transaction.atomic
def revoke_all(person: Person, *, actor: Person) -> None:
    """Stop whatever is shared from a file; the caller has checked the permission."""
    shared = Conversation.objects.of(person).filter(status=ConversationStatus.SHARED)
    advance_many(shared, "revoke", actor=actor)


@transaction.atomic
def note_opened(conversation: Conversation, *, actor: None) -> None:
    """Record that the other person opened it, which the teacher can see."""
    conversation.opened_at = timezone.now()
    conversation.save(update_fields=["opened_at"])
    audit.record("opened", conversation, actor=actor)


@transaction.atomic
def agree(conversation: Conversation, *, actor: Person | None, text: str) -> Agreement:
    """Write down an agreement; for its writer it is confirmed. Without an actor it is the other.

    What its writer wrote down in the same words already is not written down again.
    """
    conversation = _open_for(conversation, actor)
    by_teacher = actor is not None
    if said := conversation.agreements.filter(text=text, by_teacher=by_teacher).first():
        return said
    now = timezone.now()
    agreement = Agreement.objects.create(
        conversation=conversation,
        text=text,
        by_teacher=by_teacher,
        teacher_confirmed_at=now if actor else None,
        partner_confirmed_at=None if actor else now,
    )
    audit.record("written", agreement, actor=actor)
    return agreement


@transaction.atomic
def confirm_agreement(agreement: Agreement, *, actor: Person | None) -> None:
    """Confirm what the other wrote; confirming twice changes nothing."""
    _open_for(agreement.conversation, actor)
    agreement = Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    if agreement.holds or agreement.by_teacher == (actor is not None):
        return
    field = "teacher_confirmed_at" if actor else "partner_confirmed_at"
    setattr(agreement, field, timezone.now())
    agreement.save(update_fields=[field])
    audit.record("confirmed", agreement, actor=actor)


def _open_for(conversation: Conversation, actor: Person | None) -> Conversation:
    """Lock a conversation for one of the two. Raises Refused if it was stopped."""
    conversation = _lock(conversation)
    if actor:
        require(permissions.can_share(actor, conversation.person))
    if conversation.status != ConversationStatus.SHARED:
        raise Refused(_("This conversation was stopped."), code="revoked")
    return conversation


def _lock(conversation: Conversation) -> Conversation:
    rows = Conversation.objects.select_related("person").select_for_update(
        of=("self",), no_key=True
    )
    return rows.get(pk=conversation.pk)
