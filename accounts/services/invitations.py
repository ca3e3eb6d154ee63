"""Invitations to a role at an organisation."""

import secrets
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.choices import ROLES_OF, OrganisationKind, RoleKind
from accounts.models import Invitation, Organisation, Person, Role
from core import audit, crypto, outbox
from core.errors import Refused
from core.models import AuditEvent
from core.permissions import require

from .people import add_person, open_account
from .roles import give_role

VALID_FOR = timedelta(days=14)


@transaction.atomic
def invite(email: str, *, organisation: Organisation, kind: RoleKind, actor: Person) -> Invitation:
    """Mail somebody a link with which they get a role at an organisation.

    Raises Refused when the organisation has no such role or the address was invited already.
    """
    require(permissions.can_manage(actor, organisation))
    return _invite(email, organisation=organisation, kind=kind, actor=actor)


@transaction.atomic
def invite_first_administrator(email: str, *, actor: None) -> Invitation:
    """Start the register: the one who installs it invites the first administrator.

    Asking again replaces the earlier invitation. Raises Refused when there has been one.
    """
    register, _made = Organisation.objects.get_or_create(
        kind=OrganisationKind.REGISTER, defaults={"name": "Lerarenregister"}
    )
    if register.roles.filter(kind=RoleKind.ADMINISTRATOR).exists():
        raise Refused(_("The register has an administrator already."), code="not_the_first")
    register.invitations.open().update(withdrawn_at=timezone.now())
    return _invite(email, organisation=register, kind=RoleKind.ADMINISTRATOR, actor=actor)


@transaction.atomic
def resend(invitation: Invitation, *, actor: Person) -> None:
    """Mail a new link, valid for another two weeks; the earlier one stops working.

    Whoever sends it again is the one who invites from now on. Raises Refused when the invitation
    was accepted or withdrawn.
    """
    invitation = _lock_open(invitation)
    require(permissions.can_manage(actor, invitation.organisation))
    _renew_link(invitation)
    invitation.invited_by = actor
    invitation.save(update_fields=["digest", "ciphertext", "expires_at", "invited_by"])
    _post(invitation, audit.record("resent", invitation, actor=actor))


@transaction.atomic
def withdraw(invitation: Invitation, *, actor: Person) -> None:
    """Make the link stop working. Raises Refused when it was accepted or withdrawn already."""
    invitation = _lock_open(invitation)
    require(permissions.can_manage(actor, invitation.organisation))
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    audit.record("withdrawn", invitation, actor=actor)


@transaction.atomic
def accept(invitation: Invitation, *, on: date, actor: Person) -> Role:
    """Take the role as somebody who has an account.

    Raises Refused when the invitation no longer holds, is one's own, was made by somebody who may
    no longer invite, or adds nothing.
    """
    invitation = _lock_open(invitation)
    if invitation.expires_at <= timezone.now():
        raise Refused(_("This invitation has expired."), code="expired")
    if invitation.invited_by == actor:
        raise Refused(_("You cannot accept an invitation of your own."), code="own_invitation")
    if not _still_stands(invitation):
        raise Refused(
            _("Who invited you no longer works there. Ask for a new invitation."),
            code="inviter_left",
        )
    role = give_role(
        actor,
        organisation=invitation.organisation,
        kind=RoleKind(invitation.kind),
        on=on,
        actor=invitation.invited_by,
    )
    invitation.accepted_by, invitation.accepted_at = actor, timezone.now()
    invitation.save(update_fields=["accepted_by", "accepted_at"])
    audit.record("accepted", invitation, actor=actor)
    return role


@transaction.atomic
def join(  # noqa: PLR0913  what a form asks
    invitation: Invitation,
    *,
    given_names: str,
    prefix: str,
    family_name: str,
    password: str,
    on: date,
    actor: None,
) -> Person:
    """Take the role as somebody new. The address needs no further proof: the link came there.

    Raises Refused as ``accept`` does, and when the address has an account already.
    """
    person = add_person(
        given_names=given_names, prefix=prefix, family_name=family_name, actor=actor
    )
    open_account(person, email=invitation.email, password=password, actor=actor)
    accept(invitation, on=on, actor=person)
    return person


def _invite(
    email: str, *, organisation: Organisation, kind: RoleKind, actor: Person | None
) -> Invitation:
    if kind not in ROLES_OF[OrganisationKind(organisation.kind)]:
        raise Refused(_("This organisation does not have that role."), code="role_unknown")
    invitation = Invitation(
        email=email.lower(), organisation=organisation, kind=kind, invited_by=actor
    )
    _renew_link(invitation)
    invitation.validate_constraints()
    invitation.save()
    event = audit.record("invited", invitation, actor=actor, organisation=organisation.pk)
    _post(invitation, event)
    return invitation


def _still_stands(invitation: Invitation) -> bool:
    """Tell whether the one who invited may do so today; the first invitation is by nobody."""
    inviter = invitation.invited_by
    return inviter is None or permissions.can_manage(inviter, invitation.organisation)


def _renew_link(invitation: Invitation) -> None:
    token = secrets.token_urlsafe(32)
    invitation.digest = crypto.digest(token, purpose="invitation")
    invitation.ciphertext = crypto.encrypt(token.encode(), bound_to=invitation.digest.hex())
    invitation.expires_at = timezone.now() + VALID_FOR


def _lock_open(invitation: Invitation) -> Invitation:
    found = (
        Invitation.objects.open()
        .select_for_update(of=("self",), no_key=True)
        .select_related("organisation", "invited_by")
        .filter(pk=invitation.pk)
        .first()
    )
    if found is None:
        raise Refused(_("This invitation was used or withdrawn."), code="not_open")
    return found


def _post(invitation: Invitation, event: AuditEvent) -> None:
    outbox.post(
        "accounts.tasks.send_invitation",
        key=f"invitation-{event.pk}",
        invitation=invitation.pk,
    )
