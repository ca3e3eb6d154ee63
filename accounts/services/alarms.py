"""“This was not me”: a claimed file is frozen until an administrator has looked at it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.models import ClaimAlarm, ClaimCode, Person
from accounts.notices import post_notice
from accounts.selectors.claims import may_be_opened
from accounts.sessions import end_sessions
from accounts.signals import claim_undone
from core import audit
from core.errors import Refused
from core.moves import advance
from core.permissions import require

from .closing import remove_sign_in


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
    """Conclude that it was the teacher after all: the account works again.

    Where something else keeps it shut, nobody is told so.
    """
    alarm = _closed(alarm, "lift", actor=actor, finding=finding)
    event = audit.record("unfrozen", alarm.person, actor=actor, alarm=alarm.pk)
    if may_be_opened(alarm.person):
        _set_active(alarm.person, True)
        post_notice(alarm.person, event)


@transaction.atomic
def undo_claim(alarm: ClaimAlarm, *, actor: Person, finding: str) -> None:
    """Conclude that it was somebody else: close the account and keep the file as it is.

    Nothing that they set up lets them in any more, and no letter goes to their address. The school
    can then send a new code.
    """
    alarm = _closed(alarm, "undo", actor=actor, finding=finding)
    person = alarm.person
    claim_undone.send(sender=Person, person=person, actor=actor)
    remove_sign_in(person, actor=actor)
    _set_active(person, may_be_opened(person))
    audit.record("claim_undone", person, actor=actor, alarm=alarm.pk)


def _closed(alarm: ClaimAlarm, move: str, *, actor: Person, finding: str) -> ClaimAlarm:
    person = Person.objects.select_for_update(no_key=True).get(pk=alarm.person_id)
    alarm = ClaimAlarm.objects.select_for_update(no_key=True).get(pk=alarm.pk)
    require(permissions.can_look_into(actor, person))
    alarm.person = person
    advance(alarm, move, actor=actor, looked_by=actor, looked_at=timezone.now(), finding=finding)
    return alarm


def _set_active(person: Person, active: bool) -> None:
    person.is_active = active
    person.save(update_fields=["is_active"])
