"""Private reflections on activities."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from core import audit
from core.errors import Refused
from core.permissions import require
from cpd import permissions
from cpd.choices.activities import ActivityStatus
from cpd.models import Activity, Reflection


@transaction.atomic
def reflect(activity: Activity, *, actor: Person, text: str) -> bool:
    """Save a teacher's reflection on an activity; an empty text removes it.

    Returns True: it is done. Settled activities can have one too, because it changes nothing in the
    decision. Raises Refused if the activity was removed.
    """
    activity = Activity.objects.select_for_update(of=("self",), no_key=True).get(pk=activity.pk)
    require(permissions.can_change_activity(actor, activity))
    if activity.status == ActivityStatus.WITHDRAWN:
        raise Refused(_("Put the activity back first."), code="withdrawn")
    if text:
        Reflection.objects.update_or_create(activity=activity, defaults={"text": text})
    else:
        Reflection.objects.filter(activity=activity).delete()
    audit.record("reflected_on", activity, actor=actor, kept=bool(text))
    return True
