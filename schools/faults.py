"""The words for what is wrong with a delivery: what it is, and what the sender can do."""

from .parsing import StructuralFault
from .rules import Problem


def explain(problem: Problem | StructuralFault) -> tuple[str, str]:
    """Return the sentence and the advice for a problem, in the language of the reader."""
    raise NotImplementedError
