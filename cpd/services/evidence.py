"""Evidence of an activity, for its owner only, until it is no longer needed."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from core import audit, crypto
from core.errors import Refused
from core.permissions import require
from cpd import permissions
from cpd.choices.activities import ActivityStatus
from cpd.keeping import checked, name_of
from cpd.models import Activity, Evidence, EvidenceContent
from cpd.rules import months_before
from cpd.selectors.terms import limits_on

MOST = 10  # files of one activity


@transaction.atomic
def add_evidence(activity: Activity, *, actor: Person, name: str, data: bytes) -> Evidence:
    """Store a file as evidence, encrypted. Raises Refused for a file that is not accepted."""
    activity = Activity.objects.select_for_update(of=("self",), no_key=True).get(pk=activity.pk)
    require(permissions.can_change_activity(actor, activity))
    if activity.status == ActivityStatus.WITHDRAWN:
        raise Refused(_("Put the activity back first."), code="withdrawn")
    if activity.evidence.count() >= MOST:
        raise Refused(_("An activity has at most 10 files. Remove one first."), code="too_many")
    checked_file = checked(data)
    evidence = Evidence.objects.create(
        activity=activity,
        name=name_of(name, checked_file.media_type),
        media_type=checked_file.media_type,
        size=len(checked_file.content),
    )
    content = EvidenceContent(evidence=evidence)
    content.sealed = crypto.encrypt(checked_file.content, bound_to=content.bound_to)
    content.save(force_insert=True)
    audit.record("added", evidence, actor=actor)
    return evidence


@transaction.atomic
def remove_evidence(evidence: Evidence, *, actor: Person) -> None:
    """Delete a file for good. Raises Refused if the activity is settled."""
    activity = Activity.objects.select_for_update(of=("self",), no_key=True).get(
        pk=evidence.activity_id
    )
    require(permissions.can_change_activity(actor, activity))
    if activity.settled:
        raise Refused(
            _("A decision was based on this activity: its evidence is kept for a year after that."),
            code="settled",
        )
    audit.record("removed", evidence, actor=actor)
    evidence.delete()


@transaction.atomic
def forget_evidence(*, on: date) -> int:
    """Delete evidence a year after the decision, or a month after its activity was removed.

    Returns how many files (domain.md §10.4; the month is ours).
    """
    limits = limits_on(on)
    old = Evidence.objects.no_longer_needed(
        decided_before=months_before(on, limits.evidence_months),
        removed_before=on - timedelta(days=limits.removed_days),
    )
    audit.record_each("forgotten", old, actor=None)
    number = old.count()
    old.delete()
    return number
