"""Which day it is. Asked once at a door; inside, the day is an argument."""

from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string


def today() -> date:
    """Return the day of today in the Netherlands, or the day to which a demo moved its clock."""
    day: date = import_string(settings.CLOCK)()
    return day


def system_today() -> date:
    return timezone.localdate()
