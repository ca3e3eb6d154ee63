"""Keeping proof of an activity, for its owner alone, until it is no longer needed."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from core import audit, crypto
from core.errors import Refused
from core.permissions import require
from cpd import permissions
from cpd.choices import ActivityStatus
from cpd.keeping import checked, name_of
from cpd.models import Activity, Evidence, EvidenceContent
from cpd.rules import months_before
from cpd.selectors.terms import limits_on

MOST = 10  # files of one activity


@transaction.atomic
def add_evidence(activity: Activity, *, actor: Person, name: str, data: bytes) -> Evidence:
    """Keep a file as proof, encrypted. Raises Refused for what cannot be kept."""
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    require(permissions.can_change_activity(actor, activity))
    if activity.status == ActivityStatus.WITHDRAWN:
        raise Refused(_("Put the activity back first."), code="withdrawn")
    if activity.evidence.count() >= MOST:
        raise Refused(_("An activity has at most 10 files. Remove one first."), code="too_many")
    proof = checked(data)
    evidence = Evidence.objects.create(
        activity=activity,
        name=name_of(name, proof.media_type),
        media_type=proof.media_type,
        size=len(proof.content),
    )
    content = EvidenceContent(evidence=evidence)
    content.sealed = crypto.encrypt(proof.content, bound_to=content.bound_to)
    content.save(force_insert=True)
    audit.record("added", evidence, actor=actor)
    return evidence


@transaction.atomic
def remove_evidence(evidence: Evidence, *, actor: Person) -> None:
    """Throw a file away for good. Raises Refused where a decision was based on the activity."""
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=evidence.activity_id)
    require(permissions.can_change_activity(actor, activity))
    if activity.settled:
        raise Refused(
            _("A decision was based on this activity: its proof is kept for a year after that."),
            code="settled",
        )
    audit.record("removed", evidence, actor=actor)
    evidence.delete()


@transaction.atomic
def forget_evidence(*, on: date) -> int:
    """Throw away what is no longer needed: a year after the decision, or a month after the
    activity was removed (domain.md §10.4; the month is ours). Return how many files.
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
