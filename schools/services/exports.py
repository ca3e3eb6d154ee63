"""Recording that staff data was exported."""

from django.db import transaction
from django.db.models import QuerySet

from accounts.choices import Purpose
from accounts.models import Person, Role
from accounts.services.views import record_views
from core import audit
from core.permissions import require
from schools import permissions
from schools.models import Board, StaffRecord


@transaction.atomic
def record_export(board: Board, *, actor: Person, role: Role, staff: QuerySet[StaffRecord]) -> None:
    """Record that an officer exported a list of staff; each of them can see that."""
    require(permissions.can_deliver(actor, board))
    people = list(staff.order_by().values_list("person", flat=True))
    record_views(people, viewer=actor, role=role, purpose=Purpose.EXPORT)
    audit.record("export", board, actor=actor, count=len(people))
