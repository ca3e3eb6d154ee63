"""Letters with claim codes, for teachers who cannot be reached by mail."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Purpose
from accounts.models import ClaimCode, Person, Role
from accounts.services.claims import issue_claim_code
from accounts.services.views import record_views
from core import audit
from core.errors import Refused
from core.permissions import require
from schools import permissions
from schools.models import Board, StaffRecord


@transaction.atomic
def codes_for_letters(
    board: Board, *, actor: Person, role: Role, staff: QuerySet[StaffRecord]
) -> list[tuple[StaffRecord, ClaimCode]]:
    """Return the addressees of letters with a valid code for each, and record the printing.

    An existing code is kept, so that an earlier mail still works. Each teacher can see that a
    letter was printed. Raises Refused if nobody is left to write to.
    """
    require(permissions.can_deliver(actor, board))
    waiting = staff.filter(board=board, person__claimed_at=None).select_related("person")
    found = {record.person_id: record for record in waiting.order_by("sort_key")}
    if not found:
        raise Refused(_("Nobody is left to write to."), code="nobody")
    codes = _codes(list(found.values()), actor=actor)
    audit.record_many("printed", ClaimCode, [code.pk for code in codes.values()], actor=actor)
    record_views(found, viewer=actor, role=role, purpose=Purpose.LETTER)
    return [(record, codes[person]) for person, record in found.items()]


def _codes(records: list[StaffRecord], *, actor: Person) -> dict[int, ClaimCode]:
    people = [record.person_id for record in records]
    usable = ClaimCode.objects.usable(timezone.now())
    held = set(usable.filter(person__in=people).values_list("person", flat=True))
    for record in records:
        if record.person_id not in held:
            issue_claim_code(record.person, actor=actor)
    return {code.person_id: code for code in usable.filter(person__in=people)}
