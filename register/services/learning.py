"""What a teacher learnt before, as a list of their own."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from core import audit
from core.errors import Refused
from core.permissions import require
from register import permissions
from register.models import EarlierLearning

MOST = 30  # ours: more is no list any more


@transaction.atomic
def add_learning(  # noqa: PLR0913  what the form asks
    person: Person,
    *,
    actor: Person,
    on: date,
    title: str,
    given_by: str,
    recognised_on: date,
    worth: str = "",
) -> EarlierLearning:
    """Record earlier learning that was recognised. Raises Refused for a day in the future."""
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(permissions.can_keep_learning(actor, person))
    if recognised_on > on:
        raise Refused(_("This day is still to come."), code="future")
    if person.earlier_learning.count() >= MOST:
        raise Refused(_("The list is full. Remove something first."), code="too_many")
    learning = EarlierLearning.objects.create(
        person=person,
        title=title,
        given_by=given_by,
        recognised_on=recognised_on,
        worth=worth,
    )
    audit.record("added", learning, actor=actor)
    return learning


@transaction.atomic
def remove_learning(learning: EarlierLearning, *, actor: Person) -> None:
    require(permissions.can_keep_learning(actor, learning.person))
    audit.record("removed", learning, actor=actor)
    learning.delete()
