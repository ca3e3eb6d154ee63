"""Types for the arguments of management commands."""

from argparse import ArgumentTypeError
from datetime import date

FIRST_YEAR, LAST_YEAR = 1900, 2199


def day(text: str) -> date:
    """Read a day such as 2026-08-01; raise ArgumentTypeError for anything else, or a far year."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is not a day; write it as 2026-08-01") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ArgumentTypeError(f"{found} is not between {FIRST_YEAR} and {LAST_YEAR}")
    return found
