"""Jobs that Celery beat starts."""

from celery import shared_task

from . import audit, outbox


@shared_task
def sweep_outbox() -> int:
    """Run every message that is due; return how many are done now."""
    return sum(outbox.run(pk) for pk in outbox.due())


@shared_task
def seal_audit() -> None:
    audit.seal()
