from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from core.moves import move


class SampleStatus(TextChoices):
    """Whether a request was drawn, and if so how far its assessment is."""

    NOT_DRAWN = "not_drawn", pgettext_lazy("sample", "not drawn")
    DRAWN = "drawn", pgettext_lazy("sample", "the committee looks")
    DECIDED = "decided", pgettext_lazy("sample", "decided")


SAMPLE_MOVES = {
    "draw": move(SampleStatus.NOT_DRAWN, to=SampleStatus.DRAWN),
    "decide": move(SampleStatus.DRAWN, to=SampleStatus.DECIDED),
}
