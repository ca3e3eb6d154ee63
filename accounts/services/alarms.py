"""“This was not me”: a claimed file is frozen until an administrator has looked at it."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.models import ClaimAlarm, ClaimCode, Person
from accounts.notices import post_notice
from accounts.sessions import end_sessions
from core import audit
from core.errors import Refused
from core.moves import advance
from core.permissions import require

from .clients import shut_out_programs


@transaction.atomic
def raise_alarm(code: ClaimCode, *, actor: None) -> ClaimAlarm:
    """Freeze the file that was claimed with a code; once, however often the link is followed.

    Raises Refused where that claim was undone already.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=code.person_id)
    if known := ClaimAlarm.objects.filter(code=code).first():
        return known
    if person.claimed_at is None:
        raise Refused(_("Nobody has this file in hand now."), code="not_claimed")
    alarm = ClaimAlarm.objects.create(person=person, code=code)
    audit.record("raised", alarm, actor=actor, person=person.pk)
    _set_active(person, False)
    end_sessions(person)
    post_notice(person, audit.record("frozen", person, actor=actor, alarm=alarm.pk))
    return alarm


@transaction.atomic
def lift_alarm(alarm: ClaimAlarm, *, actor: Person, finding: str) -> None:
    """Conclude that it was the teacher after all: the account works again."""
    alarm = _closed(alarm, "lift", actor=actor, finding=finding)
    _set_active(alarm.person, True)
    event = audit.record("unfrozen", alarm.person, actor=actor, alarm=alarm.pk)
    post_notice(alarm.person, event)


@transaction.atomic
def undo_claim(alarm: ClaimAlarm, *, actor: Person, finding: str) -> None:
    """Conclude that it was somebody else: close the account and keep the file as it is.

    The school can then send a new code.
    """
    alarm = _closed(alarm, "undo", actor=actor, finding=finding)
    person = alarm.person
    end_sessions(person)
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    shut_out_programs(person, actor=actor)
    person.email, person.claimed_at, person.is_active = "", None, True
    person.set_unusable_password()
    person.save(update_fields=["email", "claimed_at", "is_active", "password"])
    audit.record("claim_undone", person, actor=actor, alarm=alarm.pk)


def _closed(alarm: ClaimAlarm, move: str, *, actor: Person, finding: str) -> ClaimAlarm:
    person = Person.objects.select_for_update(no_key=True).get(pk=alarm.person_id)
    alarm = ClaimAlarm.objects.select_for_update().get(pk=alarm.pk)
    require(permissions.can_look_into(actor, person))
    alarm.person = person
    advance(alarm, move, actor=actor, looked_by=actor, looked_at=timezone.now(), finding=finding)
    return alarm


def _set_active(person: Person, active: bool) -> None:
    person.is_active = active
    person.save(update_fields=["is_active"])
