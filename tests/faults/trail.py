"""The audit trail, which must stay complete whatever happens."""

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db.models import Sum

from core import audit
from core.models import AuditEvent, AuditSeal
from tests.faults.waiting import until


def assert_trail_is_whole() -> None:
    """Every event is under a seal, and every seal holds."""
    until(all_is_sealed, "every event is under a seal")
    call_command("verify_audit", verbosity=0)


def seal_meanwhile() -> None:
    """Record and seal an event while something else is still in progress."""
    audit.record("looked_at", ContentType.objects.first(), actor=None)
    audit.seal()


def all_is_sealed() -> bool:
    audit.seal()
    sealed = AuditSeal.objects.aggregate(events=Sum("count"))["events"]
    return sealed == AuditEvent.objects.count()
