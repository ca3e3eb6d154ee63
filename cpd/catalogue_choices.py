"""How people look for a course."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PriceRange(TextChoices):
    """What a course asks in all, as people look for one."""

    FREE = "free", _("Free")
    LOW = "100", _("Up to € 100")
    MIDDLE = "250", _("€ 100 to € 250")
    HIGH = "500", _("€ 250 to € 500")
    HIGHEST = "more", _("More than € 500")


class Order(TextChoices):
    """In which order the catalogue shows what was found."""

    BEST = "best", _("Best match")
    CHEAPEST = "cheapest", _("Lowest price per hour")


class Fits(TextChoices):
    """Which offers come first of those that close a gap."""

    CHEAPEST = "price", _("lowest price")
    SOONEST = "soonest", _("soonest first day")
    MOST = "most", _("most hours")
