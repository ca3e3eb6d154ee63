"""Administration offices, and the boards that let them deliver."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.choices import OrganisationKind
from accounts.models import Mandate, Organisation, Person, Role
from accounts.names import plain
from accounts.selectors.roles import role_to_act_by
from core import audit, outbox
from core.errors import Refused
from core.models import AuditEvent
from core.permissions import require


@transaction.atomic
def admit_office(*, actor: Person, name: str) -> Organisation:
    """Let an administration office in; its first people are invited from its page.

    Raises Refused where there is one with this name.
    """
    require(permissions.can_admit_offices(actor))
    offices = Organisation.objects.filter(kind=OrganisationKind.OFFICE)
    if offices.filter(search_key=plain(name)).exists():
        raise Refused(_("There is an office with this name already."), code="known")
    office = Organisation.objects.create(
        kind=OrganisationKind.OFFICE, name=name, search_key=plain(name)
    )
    audit.record("admitted", office, actor=actor)
    return office


@transaction.atomic
def grant_mandate(
    board: Organisation,
    *,
    actor: Person,
    office: Organisation,
    since: date,
    until: date | None,
    on: date,
) -> Mandate:
    """Let an office deliver for a board from a day on.

    Raises Refused for a day that is over, and where the office has a mandate in this period.
    """
    require(permissions.can_mandate(actor, board))
    if since < on:
        raise Refused(_("A mandate cannot begin in the past."), code="past")
    mandate = Mandate(board=board, office=office, since=since, until=until, granted_by=actor)
    mandate.validate_constraints()
    mandate.save()
    event = audit.record("granted", mandate, actor=actor, board=board.pk, office=office.pk)
    _tell_office(mandate, event)
    return mandate


@transaction.atomic
def revoke_mandate(mandate: Mandate, *, actor: Person, on: date) -> None:
    """End a mandate at once; one that is over is left as it is."""
    mandate = (
        Mandate.objects.select_for_update(of=("self",), no_key=True)
        .select_related("board")
        .get(pk=mandate.pk)
    )
    require(permissions.can_mandate(actor, mandate.board))
    if mandate.until is not None and mandate.until <= on:
        return
    mandate.until = max(on, mandate.since)
    mandate.save(update_fields=["until"])
    _tell_office(mandate, audit.record("revoked", mandate, actor=actor))


def _tell_office(mandate: Mandate, event: AuditEvent) -> None:
    """Mail the people of an office that a board lets them deliver, or no longer does."""
    key = f"mandate-{event.pk}"
    outbox.post("accounts.tasks.tell_of_mandate", key=key, mandate=mandate.pk)


@transaction.atomic
def begin_acting(board: Organisation, *, actor: Person) -> Role:
    """Begin to work on behalf of a board; return the role by which somebody may."""
    require(permissions.can_act_for(actor, board))
    role = role_to_act_by(actor, board.pk)
    audit.record("acted_for", board, actor=actor, role=role.pk)
    return role
