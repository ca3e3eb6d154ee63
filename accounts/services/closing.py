"""Deleting one's own account, and the file some years later (domain.md §2.7)."""

from collections.abc import Collection
from datetime import date

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.models import (
    ChosenLanguage,
    Clearing,
    ClosedAccount,
    MailOptOut,
    Message,
    Person,
    View,
)
from accounts.notices import post_notice
from accounts.sessions import end_sessions
from accounts.terms import kept_years, years_before
from core import audit
from core.errors import Refused
from core.permissions import require

from .clients import shut_out_programs
from .postal import throw_address_away


@transaction.atomic
def close_account(person: Person, *, actor: Person, on: date) -> ClosedAccount:
    """Remove every means of signing in: address, password, second factor, sessions and programs.

    A mail to the old address confirms it. Raises Refused for anybody who still has a role: what
    staff did is kept under their name, and their organisation must know that they leave.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(permissions.can_delete_account(actor, person))
    if person.current_roles:
        raise Refused(_("You still have a role. Give it up first."), code="has_role")
    event = audit.record(
        "account_deleted",
        person,
        actor=actor,
        version=person.events.filter(email=person.email).latest("pgh_id").pgh_id,
    )
    post_notice(person, event)
    remove_sign_in(person, actor=actor)
    return ClosedAccount.objects.create(person=person, closed_on=on)


def remove_sign_in(person: Person, *, actor: Person) -> None:
    """Remove every way into an account, and what its owner chose about letters and mail.

    The caller has locked the person and checked the permission.
    """
    throw_address_away(person, actor=actor)
    end_sessions(person)
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    shut_out_programs(person, actor=actor)
    MailOptOut.objects.filter(person=person).delete()
    ChosenLanguage.objects.filter(person=person).delete()
    person.email, person.claimed_at = "", None
    person.set_unusable_password()
    person.save(update_fields=["email", "claimed_at", "password"])


def note_return(person: Person, *, actor: Person) -> None:
    """Record that somebody who had deleted their account claimed the record again."""
    closed = ClosedAccount.objects.filter(person=person, returned_at=None, forgotten_on=None)
    if closed.update(returned_at=timezone.now()):
        audit.record("returned", person, actor=actor)


def to_forget(*, on: date) -> list[int]:
    """Lock and return the people whose file must go because they deleted their account long ago."""
    before = years_before(on, kept_years("closed_account", on=on))
    due = ClosedAccount.objects.filter(
        returned_at=None, forgotten_on=None, closed_on__lte=before
    ).select_for_update(no_key=True)
    return list(due.order_by("person").values_list("person", flat=True))


def forget_accounts(persons: Collection[int], *, actor: None, on: date) -> int:
    """Delete the messages and addresses of these people; return how many people that were.

    The caller has locked them with ``to_forget`` and deleted the rest of their file.
    """
    Message.objects.filter(person__in=persons).delete()
    versions: type[Model] = Person.events.rel.related_model
    versions._default_manager.filter(pgh_obj__in=persons).exclude(email="").update(email="")
    closed = ClosedAccount.objects.filter(person__in=persons, returned_at=None, forgotten_on=None)
    audit.record_each("forgotten", closed, actor=actor)
    return closed.update(forgotten_on=on)


@transaction.atomic
def forget_views(*, on: date) -> int:
    """Delete views of files whose retention term is over; return how many."""
    before = years_before(on, kept_years("view", on=on))
    return View.objects.filter(at__date__lt=before).delete()[0]


@transaction.atomic
def forget_messages(*, on: date) -> int:
    """Delete messages whose retention term is over; return how many."""
    before = years_before(on, kept_years("message", on=on))
    return Message.objects.filter(told_at__date__lt=before).delete()[0]


@transaction.atomic
def note_cleared(code: str, *, actor: None, number: int, on: date) -> None:
    """Record how many were deleted on a day; zero leaves no row."""
    if not number:
        return
    cleared, _made = Clearing.objects.select_for_update(no_key=True).get_or_create(
        code=code, on=on, defaults={"number": 0}
    )
    cleared.number += number
    cleared.save(update_fields=["number"])
    audit.record("cleared", cleared, actor=actor, code=code, number=number)
