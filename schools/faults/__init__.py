"""The words for what is wrong with a delivery, in tables by what they are about."""

from .undo import explain_undo
from .wording import explain

__all__ = ["explain", "explain_undo"]
