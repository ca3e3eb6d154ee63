"""Conversations: for the teacher, and for the one who follows the link."""

from datetime import date

from core import crypto
from cpd.selectors.sharing import chosen
from register.models import Conversation

PURPOSE = "conversation"


def conversation_of(token: str, *, on: date) -> Conversation | None:
    """Return the conversation to which a link leads, as long as it is shared."""
    digest = crypto.digest(token, purpose=PURPOSE)
    shared = Conversation.objects.shared(on).select_related("person")
    return shared.filter(digest=digest).first()


def plain_token(conversation: Conversation) -> str:
    """Return the secret in the link of a conversation. For the mail only."""
    bound_to = bytes(conversation.digest).hex()
    return crypto.decrypt(conversation.ciphertext, bound_to=bound_to).decode()


def shown_in(conversation: Conversation) -> list:
    """Return the activities that are shown; what was removed from the file is gone here too."""
    keys = conversation.shared.values_list("activity", flat=True)
    return chosen(conversation.person, list(keys))
