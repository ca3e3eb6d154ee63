from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class PriceRange(TextChoices):
    """Ranges of the total price of a course, to search by."""

    FREE = "free", _("Free")
    LOW = "100", _("Up to € 100")
    MIDDLE = "250", _("€ 100 to € 250")
    HIGH = "500", _("€ 250 to € 500")
    HIGHEST = "more", _("More than € 500")


class Order(TextChoices):
    """The order of search results in the catalogue."""

    BEST = "best", _("Best match")
    CHEAPEST = "cheapest", _("Lowest price per hour")


class Nearness(IntegerChoices):
    """How near a session is to somebody's work: provinces are known, distances are not."""

    OWN_PROVINCE = 0
    ONLINE = 1
    ELSEWHERE = 2


class Fits(TextChoices):
    """The order of offers that close a gap."""

    CHEAPEST = "price", _("lowest price")
    NEAREST = "nearest", _("own province first")
    SOONEST = "soonest", _("soonest first day")
    MOST = "most", _("most hours")
