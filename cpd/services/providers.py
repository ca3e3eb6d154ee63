"""Admitting providers, and handing over those of a board."""

from django.db import transaction

from accounts.choices import OrganisationKind, RoleKind
from accounts.models import Organisation, Person
from accounts.names import plain
from accounts.services.invitations import invite
from core import audit
from core.permissions import require
from cpd import permissions
from cpd.models import Application, Provider


@transaction.atomic
def admit_provider(
    *, actor: Person, name: str, kvk: str, email: str, board: Organisation | None = None
) -> Provider:
    """Admit an organisation as a provider, and invite its first editor.

    With a ``board`` its courses are for that board's staff. Raises ValidationError if there is a
    provider with this number already.
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


@transaction.atomic
def hand_over_providers(source: int, target: int, *, actor: Person | None) -> None:
    """Make the in-company courses of a board for the staff of the board that took it over.

    The provider itself stays. An open application moves too, unless the other board has one. The
    caller has checked the permission.
    """
    providers = Provider.objects.filter(staff_of=source)
    audit.record_each("handed_over", providers, actor=actor, board=target)
    providers.update(staff_of=target)
    waiting = Application.objects.going_on().filter(board=source, provider=None)
    if not Application.objects.going_on().filter(board=target).exists():
        audit.record_each("handed_over", waiting, actor=actor, board=target)
        waiting.update(board=target)
