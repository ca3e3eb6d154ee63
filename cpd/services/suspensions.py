"""Suspending a provider: it starts nothing new, and its courses cannot be followed."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from core import audit, outbox
from core.errors import Refused
from core.permissions import require
from cpd import permissions
from cpd.models import Provider, Suspension
from cpd.redrawing import redraw

WELL_FOUNDED = "Het bezwaar tegen de schorsing is gegrond."


@transaction.atomic
def suspend_provider(
    provider: Provider, *, actor: Person, on: date, since: date, reason: str
) -> Suspension:
    """Suspend a provider from a day on, and tell it why.

    What teachers did before keeps counting. Raises Refused for a day in the past, and
    ValidationError if it is suspended already at that time.
    """
    provider = Provider.objects.select_for_update(of=("self",), no_key=True).get(pk=provider.pk)
    require(permissions.can_suspend(actor, provider))
    if since < on:
        raise Refused(_("A suspension begins today or later."), code="past")
    suspension = Suspension(provider=provider, since=since, reason=reason, imposed_by=actor)
    suspension.validate_constraints()
    suspension.save()
    audit.record("imposed", suspension, actor=actor, provider=provider.pk, since=since)
    _tell(suspension, "suspended")
    redraw()
    return suspension


@transaction.atomic
def lift_suspension(suspension: Suspension, *, actor: Person, on: date, reason: str) -> Suspension:
    """End a suspension today, or undo one that has not begun, and tell the provider.

    Raises Refused if it was lifted already.
    """
    suspension = Suspension.objects.select_for_update(of=("self",), no_key=True).get(
        pk=suspension.pk
    )
    require(permissions.can_suspend(actor, suspension.provider))
    if suspension.until is not None:
        raise Refused(_("This suspension was lifted already."), code="lifted")
    suspension.until, suspension.lifted_because = max(on, suspension.since), reason
    suspension.save(update_fields=["until", "lifted_because"])
    audit.record("lifted", suspension, actor=actor, until=suspension.until)
    _tell(suspension, "lifted")
    redraw()
    return suspension


@transaction.atomic
def revoke_suspension(suspension: int, *, actor: Person | None) -> None:
    """Undo a suspension from its first day, because an objection was well-founded.

    What teachers followed meanwhile counts after all. The caller, which decides on the objection,
    has checked the permission.
    """
    found = Suspension.objects.select_for_update(of=("self",), no_key=True).get(pk=suspension)
    found.until = found.since
    found.lifted_because = " ".join(filter(None, [found.lifted_because, WELL_FOUNDED]))
    found.save(update_fields=["until", "lifted_because"])
    audit.record("revoked", found, actor=actor)
    redraw()


def _tell(suspension: Suspension, what: str) -> None:
    outbox.post(
        "cpd.tasks.mail_suspension",
        key=f"suspension-{suspension.pk}-{what}",
        suspension=suspension.pk,
        what=what,
    )
