from .agreement import Agreement
from .alarm import ClaimAlarm
from .client import ApiClient, ApiToken, KeptAnswer
from .closure import Clearing, ClosedAccount
from .double import Double, Merge, MovedRow
from .entry import ClaimCode, Invitation
from .mandate import Mandate
from .message import ChosenLanguage, MailOptOut, Message, MessageText
from .person import Person, PersonIdentifier, new_handle
from .postal import PostalAddress
from .role import Organisation, Role, days
from .shield import Shield
from .view import View

__all__ = [
    "Agreement",
    "ApiClient",
    "ApiToken",
    "ChosenLanguage",
    "ClaimAlarm",
    "ClaimCode",
    "Clearing",
    "ClosedAccount",
    "Double",
    "Invitation",
    "KeptAnswer",
    "MailOptOut",
    "Mandate",
    "Merge",
    "Message",
    "MessageText",
    "MovedRow",
    "Organisation",
    "Person",
    "PersonIdentifier",
    "PostalAddress",
    "Role",
    "Shield",
    "View",
    "days",
    "new_handle",
]
