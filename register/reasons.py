"""The words that go with an assessment: codes in, sentences out."""

from .rules import Assessment, Finding, Reason


def reason_text(reason: Reason) -> str:
    """Return the sentence of one reason, in the active language."""
    raise NotImplementedError


def requirement_name(finding: Finding) -> str:
    """Return what a requirement is called, e.g. "Waarvan vakinhoud" or "Lesgeven: Nederlands"."""
    raise NotImplementedError


def standing_text(finding: Finding) -> str:
    """Return how a requirement stands: "Gehaald" or "Nog 16 uur"."""
    raise NotImplementedError


def gap_text(assessment: Assessment) -> str:
    """Return what is still needed in all: "Nog 56 uur, waarvan 16 vakinhoud"."""
    raise NotImplementedError
