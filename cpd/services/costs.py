"""Recording what an activity cost, for the teacher's own budget."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from core import audit
from core.errors import Refused
from core.permissions import require
from cpd import permissions
from cpd.models import Activity, Cost
from cpd.rules import MOST_HOURS


@transaction.atomic
def set_cost(
    activity: Activity, *, actor: Person, amount: Decimal, hours: Decimal, payer: str
) -> bool:
    """Record what an activity cost; without any amount the record is removed. Raises Refused.

    Returns True: it is done. Settled activities can have a cost too.
    """
    activity = Activity.objects.select_for_update(of=("self",), no_key=True).get(pk=activity.pk)
    require(permissions.can_change_activity(actor, activity))
    if amount < 0 or not 0 <= hours <= MOST_HOURS:
        raise Refused(_("Amount and hours cannot be less than 0."), code="impossible")
    if amount or hours:
        facts = {"amount": amount, "hours": hours, "payer": payer}
        Cost.objects.update_or_create(activity=activity, defaults=facts)
    else:
        Cost.objects.filter(activity=activity).delete()
    audit.record("cost_set", activity, actor=actor, payer=payer)
    return True
