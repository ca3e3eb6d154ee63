from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.moves import move


class OfferStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    IN_REVIEW = "in_review", _("In review")
    CHANGES_ASKED = "changes_asked", _("Changes asked")
    VALIDATED = "validated", _("Validated")
    REFUSED = "refused", _("Refused")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OFFER_MOVES = {
    "submit": move(OfferStatus.DRAFT, OfferStatus.CHANGES_ASKED, to=OfferStatus.SUBMITTED),
    "review": move(OfferStatus.SUBMITTED, to=OfferStatus.IN_REVIEW),
    "validate": move(OfferStatus.SUBMITTED, OfferStatus.IN_REVIEW, to=OfferStatus.VALIDATED),
    "ask": move(OfferStatus.SUBMITTED, OfferStatus.IN_REVIEW, to=OfferStatus.CHANGES_ASKED),
    "refuse": move(OfferStatus.SUBMITTED, OfferStatus.IN_REVIEW, to=OfferStatus.REFUSED),
    "withdraw": move(
        OfferStatus.DRAFT,
        OfferStatus.SUBMITTED,
        OfferStatus.IN_REVIEW,
        OfferStatus.CHANGES_ASKED,
        OfferStatus.VALIDATED,
        to=OfferStatus.WITHDRAWN,
    ),
    "expire": move(OfferStatus.VALIDATED, to=OfferStatus.EXPIRED),
    "reopen": move(OfferStatus.REFUSED, to=OfferStatus.SUBMITTED),
}

EDITABLE = [OfferStatus.DRAFT, OfferStatus.CHANGES_ASKED]
JUDGED_NOW = [OfferStatus.SUBMITTED, OfferStatus.IN_REVIEW]


class Language(TextChoices):
    """The language in which an offer is given, and in which a validator judges."""

    DUTCH = "nl", _("Dutch")
    FRISIAN = "fy", _("Frisian")
    ENGLISH = "en", _("English")
    GERMAN = "de", _("German")
    FRENCH = "fr", _("French")


class Setting(TextChoices):
    """Where participants follow an offer."""

    TOGETHER = "together", _("Together at a place")
    ONLINE = "online", pgettext_lazy("offer", "Online")
    BOTH = "both", _("Partly at a place, partly online")
