"""What teachers say is wrong."""

from schools.models import Dispute


def escalated_disputes() -> int:
    """Return how many questions wait for the register because a board did not answer in time."""
    return Dispute.objects.escalated().count()
