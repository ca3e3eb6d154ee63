from .entry import ClaimCode, Invitation
from .message import MailOptOut, Message
from .person import Person, PersonIdentifier, new_handle
from .role import Organisation, Role, days
from .view import View

__all__ = [
    "ClaimCode",
    "Invitation",
    "MailOptOut",
    "Message",
    "Organisation",
    "Person",
    "PersonIdentifier",
    "Role",
    "View",
    "days",
    "new_handle",
]
