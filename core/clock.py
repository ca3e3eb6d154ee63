"""Which day it is. A view, command or job asks once; everything below takes it as an argument."""

from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string


def today() -> date:
    """Return today's date in the Netherlands, or the date to which a demo moved its clock."""
    day: date = import_string(settings.CLOCK)()
    return day


def system_today() -> date:
    return timezone.localdate()
