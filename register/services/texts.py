"""Saving a new version of the text of a message."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.choices import Language
from accounts.models import MessageText, Person
from core import audit
from core.errors import Refused
from core.permissions import require
from register import permissions
from register.words.messages import MessageRule, refuse_wrong_blanks


@transaction.atomic
def save_text(
    rule: MessageRule,
    *,
    actor: Person,
    since: date,
    text: MessageText,
    on: date,
) -> MessageText:
    """Save ``text`` as the next version of a message, in force from a day on.

    Earlier versions stay. Raises Refused for a day that has passed, and ValidationError for
    blanks that are unknown or missing.
    """
    require(permissions.can_write_texts(actor))
    if since < on:
        raise Refused(_("Choose today or a later day."), code="past")
    for language in Language.values:
        refuse_wrong_blanks(rule, *text.parts(language))
    latest = (
        MessageText.objects.select_for_update(no_key=True).filter(code=rule.code).latest("version")
    )
    text.code, text.version = rule.code, latest.version + 1
    text.since, text.made_by = since, actor
    text.save(force_insert=True)
    audit.record("written", text, actor=actor, code=text.code, version=text.version, since=since)
    return text
