"""What the demo's teachers ask for the sake of their privacy."""

from accounts.choices import ShieldReason
from accounts.models import Person
from accounts.services.shields import ask_for_shield


def make_privacy(threatened: Person) -> None:
    """Let a teacher be shielded, which an administrator has yet to look at."""
    ask_for_shield(threatened, actor=threatened, reason=ShieldReason.SECRET_ADDRESS)
