"""Accepting signals as right."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from core import audit
from core.errors import Refused
from core.permissions import require
from schools import permissions
from schools.models import AcceptedSignal, Delivery
from schools.rules import Severity


@transaction.atomic
def accept_signals(
    delivery: Delivery, *, actor: Person, code: str, column: str, explanation: str
) -> int:
    """Accept all signals of one kind in a delivery as right; return for how many people.

    This is remembered for the board: the same signal about the same person is not raised again.
    """
    require(permissions.can_decide_on(actor, delivery))
    told = [{"code": code, "column": column, "severity": Severity.SIGNAL.value}]
    rows = delivery.delivery_rows.filter(problems__contains=told).order_by()
    numbers = list(rows.values_list("staff_number", flat=True).distinct())
    if not numbers:
        raise Refused(_("There is no such signal in this delivery."), code="no_signal")
    accepted = [
        AcceptedSignal(
            board=delivery.board,
            staff_number=number,
            code=code,
            column=column,
            explanation=explanation,
            accepted_by=actor,
        )
        for number in numbers
    ]
    AcceptedSignal.objects.bulk_create(accepted, ignore_conflicts=True)
    audit.record("accept_signals", delivery, actor=actor, code=code, column=column)
    return len(numbers)
