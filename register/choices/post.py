from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from core.moves import move


class BatchStatus(TextChoices):
    """The status of a batch of letters."""

    MADE = "made", pgettext_lazy("letters", "to be posted")
    POSTED = "posted", pgettext_lazy("letters", "posted")
    DROPPED = "dropped", pgettext_lazy("letters", "not posted")


BATCH_MOVES = {
    "post": move(BatchStatus.MADE, to=BatchStatus.POSTED),
    "drop": move(BatchStatus.MADE, to=BatchStatus.DROPPED),
}
