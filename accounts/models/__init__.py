from .entry import ClaimCode, Invitation
from .person import Person, PersonIdentifier, new_handle
from .role import Organisation, Role, days
from .view import View

__all__ = [
    "ClaimCode",
    "Invitation",
    "Organisation",
    "Person",
    "PersonIdentifier",
    "Role",
    "View",
    "days",
    "new_handle",
]
