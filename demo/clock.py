"""The clock that a demo can move, so that a reminder of next year can be seen today."""

from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

from core.clock import system_today


def today() -> date:
    """Return the day of today, moved by the days that the clock file holds."""
    return system_today() + timedelta(days=_moved_by())


def move_to(day: date) -> None:
    """Let it be another day from now on; the clock then ticks on from there."""
    Path(settings.CLOCK_FILE).write_text(str((day - system_today()).days), encoding="ascii")


def put_right() -> None:
    """Let the clock tell the real day again."""
    Path(settings.CLOCK_FILE).unlink(missing_ok=True)


def _moved_by() -> int:
    try:
        return int(Path(settings.CLOCK_FILE).read_text(encoding="ascii"))
    except FileNotFoundError:
        return 0
