from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.moves import move


class Grade(IntegerChoices):
    """What a validator's score says. The lowest means that a criterion is not met."""

    INSUFFICIENT = 1, pgettext_lazy("grade", "insufficient")
    ADEQUATE = 2, pgettext_lazy("grade", "adequate")
    GOOD = 3, pgettext_lazy("grade", "good")
    STRONG = 4, pgettext_lazy("grade", "strong")

    @property
    def tone(self) -> str:
        return "bad" if self == Grade.INSUFFICIENT else "ok"


class ReviewStatus(TextChoices):
    """STOPPED is a review that ended without a conclusion: withdrawn, or changes were asked."""

    OPEN = "open", pgettext_lazy("review", "Being judged")
    CONCLUDED = "concluded", pgettext_lazy("review", "Concluded")
    STOPPED = "stopped", pgettext_lazy("review", "Stopped")


REVIEW_MOVES = {
    "conclude": move(ReviewStatus.OPEN, to=ReviewStatus.CONCLUDED),
    "stop": move(ReviewStatus.OPEN, to=ReviewStatus.STOPPED),
}


class AssignmentStatus(TextChoices):
    """RELEASED is a validator who is no longer asked: replaced, or the review stopped."""

    ASKED = "asked", pgettext_lazy("validator", "Asked")
    GIVEN = "given", pgettext_lazy("verdict", "Given")
    DECLINED = "declined", pgettext_lazy("validator", "Declined")
    RELEASED = "released", pgettext_lazy("validator", "No longer asked")


ASSIGNMENT_MOVES = {
    "give": move(AssignmentStatus.ASKED, to=AssignmentStatus.GIVEN),
    "decline": move(AssignmentStatus.ASKED, to=AssignmentStatus.DECLINED),
    "release": move(AssignmentStatus.ASKED, to=AssignmentStatus.RELEASED),
}


class Outcome(TextChoices):
    """What an administrator decides about an offer; the value names the move."""

    VALIDATE = "validate", _("Validate")
    ASK = "ask", _("Ask for changes")
    REFUSE = "refuse", _("Refuse")
