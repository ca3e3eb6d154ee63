from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from core.moves import move


class CheckStatus(TextChoices):
    """The status of a diploma that somebody handed in."""

    SUBMITTED = "submitted", pgettext_lazy("diploma", "handed in")
    ASKED = "asked", pgettext_lazy("diploma", "question for you")
    ACCEPTED = "accepted", pgettext_lazy("diploma", "accepted")
    REFUSED = "refused", pgettext_lazy("diploma", "not accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("diploma", "withdrawn")


CHECK_MOVES = {
    "accept": move(CheckStatus.SUBMITTED, to=CheckStatus.ACCEPTED),
    "refuse": move(CheckStatus.SUBMITTED, to=CheckStatus.REFUSED),
    "ask": move(CheckStatus.SUBMITTED, to=CheckStatus.ASKED),
    "hand_in_again": move(CheckStatus.ASKED, to=CheckStatus.SUBMITTED),
    "withdraw": move(CheckStatus.SUBMITTED, CheckStatus.ASKED, to=CheckStatus.WITHDRAWN),
}
