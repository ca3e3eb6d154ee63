"""Which parts of the portal a signed-in person may enter, and as what."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.utils.functional import Promise

from .choices import RoleKind
from .models import Role

CHOSEN = "roles"  # in the session: of each kind of role the one in use
GOING_TO = "going_to"  # in the session: where somebody goes on after a detour
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
PREFIXES = {
    RoleKind.HR_OFFICER: "/bestuur/",
    RoleKind.PROVIDER_EDITOR: "/aanbieder/",
    RoleKind.VALIDATOR: "/validatie/",
    RoleKind.ADMINISTRATOR: "/beheer/",
    RoleKind.COMMITTEE_MEMBER: "/commissie/",
}


@dataclass(frozen=True)
class Area:
    """A part of the portal: the teacher's own (role None) or that of a role."""

    key: str
    label: str | Promise
    detail: str
    url: str
    current: bool
    role: Role | None = None
