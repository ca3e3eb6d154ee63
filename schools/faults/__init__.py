"""The texts for everything that can be wrong with a delivery, in tables by subject."""

from .undo import explain_undo
from .wording import explain, row_in_words

__all__ = ["explain", "explain_undo", "row_in_words"]
