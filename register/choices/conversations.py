from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from core.moves import move


class ConversationStatus(TextChoices):
    SHARED = "shared", pgettext_lazy("conversation", "shared")
    REVOKED = "revoked", pgettext_lazy("conversation", "stopped by you")


CONVERSATION_MOVES = {
    "revoke": move(ConversationStatus.SHARED, to=ConversationStatus.REVOKED),
}
