"""Shielding: a teacher who is threatened is found by number only."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.choices import ShieldReason
from accounts.models import Person, Shield
from accounts.notices import post_notice
from core import audit
from core.errors import Refused
from core.moves import advance
from core.permissions import require


@transaction.atomic
def ask_for_shield(person: Person, *, actor: Person, reason: ShieldReason) -> Shield:
    """Shield oneself from this moment on; an administrator reviews it afterwards.

    Raises Refused if one is shielded already.
    """
    person = _lock(person)
    require(permissions.can_ask_for_shield(actor, person))
    shield = _begin(person, actor=actor, reason=reason)
    audit.record("asked", shield, actor=actor, person=person.pk, reason=reason)
    post_notice(person, audit.record("shield_asked", person, actor=actor, shield=shield.pk))
    return shield


@transaction.atomic
def shield_person(person: Person, *, actor: Person, reason: ShieldReason) -> Shield:
    """Shield somebody who asked the register for it. Raises Refused if they are already."""
    person = _lock(person)
    require(permissions.can_shield(actor, person))
    shield = _begin(person, actor=actor, reason=reason)
    audit.record("asked", shield, actor=actor, person=person.pk, reason=reason)
    _confirm(shield, actor=actor)
    return shield


@transaction.atomic
def confirm_shield(shield: Shield, *, actor: Person) -> None:
    """Conclude that a shield stays."""
    shield = _locked(shield)
    require(permissions.can_shield(actor, shield.person))
    _confirm(shield, actor=actor)


@transaction.atomic
def refuse_shield(shield: Shield, *, actor: Person, answer: str) -> Shield:
    """End a shield with a reason; the teacher can be found by name again."""
    shield = _locked(shield)
    require(permissions.can_shield(actor, shield.person))
    now = timezone.now()
    advance(
        shield, "refuse", actor=actor, looked_by=actor, looked_at=now, ended_at=now, answer=answer
    )
    _tell(shield, "shield_refused", actor=actor)
    return shield


@transaction.atomic
def lift_shield(shield: Shield, *, actor: Person) -> None:
    """End a shield on request: the teacher can be found by name again."""
    shield = _locked(shield)
    require(permissions.can_lift_shield(actor, shield.person))
    advance(shield, "lift", actor=actor, ended_at=timezone.now())
    _tell(shield, "shield_lifted", actor=actor)


def _begin(person: Person, *, actor: Person, reason: ShieldReason) -> Shield:
    if person.shields.working().exists():
        raise Refused(_("This file is shielded already."), code="shielded")
    return Shield.objects.create(person=person, reason=reason, asked_by=actor)


def _confirm(shield: Shield, *, actor: Person) -> None:
    advance(shield, "confirm", actor=actor, looked_by=actor, looked_at=timezone.now())
    _tell(shield, "shielded", actor=actor)


def _tell(shield: Shield, act: str, *, actor: Person) -> None:
    """Record an act with the person, and notify them if they have an address."""
    event = audit.record(act, shield.person, actor=actor, shield=shield.pk)
    if shield.person.email:
        post_notice(shield.person, event)


def _lock(person: Person) -> Person:
    return Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def _locked(shield: Shield) -> Shield:
    """Lock a shield after its person, in the same order as beginning one."""
    person = _lock(shield.person)
    shield = Shield.objects.select_for_update(no_key=True).get(pk=shield.pk)
    shield.person = person
    return shield
