"""Invitations, and the link that leads to one."""

from django.utils import timezone

from accounts.models import Invitation
from core import crypto


def invitation_of(token: str) -> Invitation | None:
    """Return the invitation that a link leads to, if it can still be accepted."""
    usable = Invitation.objects.usable(timezone.now()).select_related("organisation")
    return usable.filter(digest=crypto.digest(token, purpose="invitation")).first()


def plain_token(invitation: Invitation) -> str:
    """Return the secret in an invitation's link. For letters only."""
    digest = bytes(invitation.digest).hex()
    return crypto.decrypt(invitation.ciphertext, bound_to=digest).decode()
