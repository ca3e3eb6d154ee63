"""Arithmetic with days, months and school years. Spans are half-open: ``[since, until)``."""

from datetime import date


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, or the first of the next month where there is none."""
    raise NotImplementedError
