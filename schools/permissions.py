from accounts.choices import RoleKind
from accounts.models import Person

from .choices import DisputeStatus
from .models import Board, Delivery, Dispute, StaffRecord


def can_deliver(actor: Person, board: Board) -> bool:
    """The HR officers of a board deliver its staff data; nobody else does."""
    return actor.has_role(RoleKind.HR_OFFICER, organisation=board.pk)


def can_decide_on(actor: Person, delivery: Delivery) -> bool:
    """Every HR officer of the board may approve or discard, also what a colleague handed in."""
    return actor.has_role(RoleKind.HR_OFFICER, organisation=delivery.board_id)


def can_dispute(actor: Person, staff: StaffRecord) -> bool:
    """People dispute what was delivered about themselves only."""
    return actor.pk == staff.person_id


def can_answer(actor: Person, dispute: Dispute) -> bool:
    """The board answers its teachers; an administrator does where it did not in time.

    Nobody answers a question of their own.
    """
    if actor.pk == dispute.staff.person_id:
        return False
    late = dispute.status == DisputeStatus.ESCALATED
    return actor.has_role(RoleKind.HR_OFFICER, organisation=dispute.staff.board_id) or (
        late and actor.has_role(RoleKind.ADMINISTRATOR)
    )
