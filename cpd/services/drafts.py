"""Drafts of activities, until they are saved or deleted."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from core import audit
from core.errors import Refused
from core.permissions import require
from cpd import permissions
from cpd.models import Draft
from cpd.selectors.terms import limits_on

MOST_DRAFTS = 20  # of one person


@transaction.atomic
def save_draft(
    person: Person, *, actor: Person, key: UUID, values: Mapping[str, str]
) -> Draft | None:
    """Save the values of a form as a draft, or update the draft of that form.

    Does nothing if it was saved as an activity meanwhile. Raises Refused for too many drafts.
    """
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(permissions.can_log(actor, person))
    if person.activities.filter(entry=key).exists():
        return None
    if person.drafts.exclude(key=key).count() >= MOST_DRAFTS:
        raise Refused(_("You have 20 drafts. Finish one, or throw one away."), code="too_many")
    draft, drafted = Draft.objects.update_or_create(
        person=person, key=key, defaults={"values": dict(values)}
    )
    if drafted:
        audit.record("drafted", draft, actor=actor)
    return draft


@transaction.atomic
def discard_draft(draft: Draft, *, actor: Person) -> None:
    require(permissions.can_log(actor, draft.person))
    audit.record("discarded", draft, actor=actor)
    draft.delete()


@transaction.atomic
def forget_drafts(*, on: date) -> int:
    """Delete abandoned drafts; return how many."""
    oldest = on - timedelta(days=limits_on(on).draft_days)
    old = Draft.objects.filter(saved_at__date__lt=oldest)
    audit.record_each("forgotten", old, actor=None)
    return old.delete()[0]
