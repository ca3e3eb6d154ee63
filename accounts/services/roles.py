"""What people may do for an organisation."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.choices import ROLES_OF, OrganisationKind, RoleKind
from accounts.models import Organisation, Person, Role
from accounts.notices import post_notice
from core import audit
from core.errors import Refused
from core.permissions import require


@transaction.atomic
def grant_role(
    person: Person, *, organisation: Organisation, kind: RoleKind, on: date, actor: Person
) -> Role:
    """Give a person a role from a day on.

    Raises Refused when the organisation has no such role or the person holds it already.
    """
    require(permissions.can_grant(actor, person, organisation))
    return give_role(person, organisation=organisation, kind=kind, on=on, actor=actor)


@transaction.atomic
def give_role(
    person: Person, *, organisation: Organisation, kind: RoleKind, on: date, actor: Person | None
) -> Role:
    """Write down a role that was granted, on a page or by an invitation, and tell the person.

    Raises Refused as ``grant_role`` does.
    """
    if kind not in ROLES_OF[OrganisationKind(organisation.kind)]:
        raise Refused(_("This organisation does not have that role."), code="role_unknown")
    role = Role(person=person, organisation=organisation, kind=kind, since=on)
    role.validate_constraints()
    role.save()
    event = audit.record("granted", role, actor=actor, kind=kind)
    post_notice(person, event)
    return role


@transaction.atomic
def revoke_role(role: Role, *, on: date, actor: Person) -> None:
    """End a role from a day on, and tell the person.

    Raises Refused when nobody would be left with it: for an organisation only an administrator
    may do that, for the register nobody.
    """
    require(permissions.can_revoke(actor, role))
    Organisation.objects.select_for_update(no_key=True).get(pk=role.organisation_id)
    role = Role.objects.select_related("person").get(pk=role.pk)
    if role.until is not None and role.until <= on:
        return
    if _is_last(role, on) and not _may_leave_nobody(actor, role):
        raise Refused(
            _("Nobody would be left with this role. Invite a successor first."), code="last_one"
        )
    role.until = on
    role.save(update_fields=["until"])
    event = audit.record("revoked", role, actor=actor, kind=role.kind)
    post_notice(role.person, event)


def _is_last(role: Role, on: date) -> bool:
    holders = Role.objects.on(on).filter(organisation=role.organisation_id, kind=role.kind)
    return not holders.exclude(pk=role.pk).exists()


def _may_leave_nobody(actor: Person, role: Role) -> bool:
    return role.kind != RoleKind.ADMINISTRATOR and actor.has_role(RoleKind.ADMINISTRATOR)
