"""What teachers say is wrong."""

from schools.models import Dispute
from schools.querysets import DisputeQuerySet


def escalated_questions() -> DisputeQuerySet:
    """Return the questions that the register looks at."""
    return Dispute.objects.escalated()


def escalated_disputes() -> int:
    """Return how many questions wait for the register because a board did not answer in time."""
    return Dispute.objects.escalated().count()
