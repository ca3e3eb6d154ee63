"""Who may offer courses."""

from django.db import transaction

from accounts.choices import OrganisationKind, RoleKind
from accounts.models import Organisation, Person
from accounts.names import plain
from accounts.services.invitations import invite
from core import audit
from core.permissions import require
from cpd import permissions
from cpd.models import Provider


@transaction.atomic
def admit_provider(
    *, actor: Person, name: str, kvk: str, email: str, board: Organisation | None = None
) -> Provider:
    """Let an organisation offer courses, and invite the first person who does so for it; with a
    ``board`` they are for those who work there.

    Raises ValidationError when there is a provider with this number already.
    """
    require(permissions.can_admit(actor))
    provider = Provider(
        kind=OrganisationKind.PROVIDER,
        name=name,
        kvk=kvk,
        search_key=plain(f"{name} {kvk}")[:250],
        staff_of_id=board.pk if board else None,
    )
    provider.full_clean()
    provider.save()
    audit.record("admitted", provider, actor=actor, kvk=kvk)
    invite(email, organisation=provider, kind=RoleKind.PROVIDER_EDITOR, actor=actor)
    return provider
