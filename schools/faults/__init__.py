"""The words for what is wrong with a delivery, in tables by what they are about."""

from .wording import explain

__all__ = ["explain"]
