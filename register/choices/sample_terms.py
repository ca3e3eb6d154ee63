"""How the sample is drawn, as dated configuration: ``data/sample.json``."""

import json
from datetime import date
from pathlib import Path

from register.rules import SampleTerms, read_sample_terms

_FILE = Path(__file__).parent.parent / "data" / "sample.json"
SAMPLE_TERMS = [read_sample_terms(row) for row in json.loads(_FILE.read_text())]
"""In the order of their first day in force."""


def sample_terms(month: date) -> SampleTerms:
    """Return the terms in force for the draw of a month."""
    return next(terms for terms in reversed(SAMPLE_TERMS) if terms.in_force_from <= month)
