"""Agreements with organisations on checking registrations."""

from datetime import date

from django.db import transaction

from accounts import permissions
from accounts.choices import OrganisationKind, RoleKind
from accounts.models import Agreement, Organisation, Person
from accounts.names import plain
from core import audit
from core.permissions import require

from .invitations import invite


@transaction.atomic
def admit_fund(*, actor: Person, name: str, email: str) -> Organisation:
    """Admit a fund that checks registrations, and invite its first person."""
    require(permissions.can_make_agreements(actor))
    fund = Organisation(kind=OrganisationKind.FUND, name=name, search_key=plain(name)[:250])
    fund.full_clean()
    fund.save()
    audit.record("admitted", fund, actor=actor)
    invite(email, organisation=fund, kind=RoleKind.CHECKER, actor=actor)
    return fund


@transaction.atomic
def agree(  # noqa: PLR0913  what a form asks
    organisation: Organisation,
    *,
    actor: Person,
    code: str,
    purpose: str,
    ground: str,
    with_reason: bool,
    a_day: int,
    since: date,
    until: date | None,
) -> Agreement:
    """Agree that an organisation may check registrations for a purpose."""
    require(permissions.can_make_agreements(actor))
    agreement = Agreement(
        organisation=organisation,
        code=code,
        purpose=purpose,
        ground=ground,
        with_reason=with_reason,
        a_day=a_day,
        since=since,
        until=until,
    )
    agreement.validate_constraints()
    agreement.save()
    audit.record("agreed", agreement, actor=actor, code=code, with_reason=with_reason, a_day=a_day)
    return agreement


@transaction.atomic
def end_agreement(agreement: Agreement, *, actor: Person, on: date) -> None:
    """End an agreement from this day on."""
    require(permissions.can_make_agreements(actor))
    agreement = Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    if agreement.until is None or agreement.until > on:
        agreement.until = max(on, agreement.since)
        agreement.save(update_fields=["until"])
        audit.record("ended", agreement, actor=actor)
