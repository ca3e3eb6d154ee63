"""How a striking-off begins: asked for, announced, or after a death (domain.md §2.5)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.services.shutting import shut_account
from core.errors import Refused
from core.permissions import require
from register import permissions
from register.choices.cases import ENDING, OPEN_CASES, CaseGround, ProcedureCode
from register.choices.registrations import RegistrationStatus
from register.models import Case, Registration

from .cases import Deed, open_case


@transaction.atomic
def ask_to_be_struck_off(
    registration: Registration, *, actor: Person, words: str, on: date
) -> Case:
    """Ask to be struck off; no reason is required."""
    registration = Registration.objects.locked().get(pk=registration.pk)
    require(permissions.can_object(actor, registration.person))
    _require_none_open(registration)
    return open_case(
        registration,
        Deed(words, on),
        procedure=ProcedureCode.OWN_REQUEST,
        act="ask",
        actor=actor,
    )


@transaction.atomic
def begin_striking_off(
    registration: Registration, *, actor: Person, ground: CaseGround, words: str, on: date
) -> Case:
    """Announce the intention to strike somebody off, or record that they died.

    After a death nobody signs in with the account; it is opened again where it was a mistake
    (``services.cases``). Raises Refused without reasons, and while another striking-off is open.
    """
    registration = Registration.objects.locked().get(pk=registration.pk)
    require(permissions.can_strike_off(actor, registration.person))
    _require_none_open(registration)
    if not words.strip():
        raise Refused(_("Say why. The teacher reads this."), code="no_reasons")
    if ground == CaseGround.DEATH:
        shut_account(registration.person, actor=actor)
    return open_case(
        registration,
        Deed(words, on),
        procedure=ProcedureCode.STRIKING_OFF,
        act="report_death" if ground == CaseGround.DEATH else "announce",
        actor=actor,
        ground=ground,
    )


def _require_none_open(registration: Registration) -> None:
    if registration.status not in (RegistrationStatus.REGISTERED, RegistrationStatus.LEFT):
        raise Refused(_("This registration cannot be struck off now."), code="not_registered")
    open_ones = registration.cases.filter(procedure__in=ENDING, status__in=OPEN_CASES)
    if open_ones.exists():
        raise Refused(_("A striking-off is open already."), code="open")
