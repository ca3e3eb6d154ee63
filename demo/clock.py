"""A clock that can be moved, so that a visitor can see next year's reminder today."""

from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

from core.clock import system_today


def today() -> date:
    """Return today's date, moved by the number of days in the clock file."""
    return system_today() + timedelta(days=_moved_by())


def move_to(day: date) -> None:
    """Make it another day; the clock continues from there."""
    Path(settings.CLOCK_FILE).write_text(str((day - system_today()).days), encoding="ascii")


def put_right() -> None:
    """Return to the real date."""
    Path(settings.CLOCK_FILE).unlink(missing_ok=True)


def _moved_by() -> int:
    try:
        return int(Path(settings.CLOCK_FILE).read_text(encoding="ascii"))
    except FileNotFoundError:
        return 0
