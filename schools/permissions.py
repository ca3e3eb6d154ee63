from accounts.choices import RoleKind
from accounts.models import Person

from .choices import DisputeStatus
from .models import Board, Delivery, Dispute, Overlap, StaffRecord


def can_deliver(actor: Person, board: Board) -> bool:
    """A board's own people may, those of an office with its mandate, and administrators for it."""
    return actor.works_for(board.pk) or actor.has_role(RoleKind.ADMINISTRATOR)


def can_decide_on(actor: Person, delivery: Delivery) -> bool:
    """People who deliver for the board may approve or discard, also what a colleague handed in."""
    return can_deliver(actor, delivery.board)


def can_move_schools(actor: Person, source: Board, target: Board) -> bool:
    """Administrators move schools between boards for which they do not work themselves."""
    return actor.has_role(RoleKind.ADMINISTRATOR) and not any(
        actor.has_role(RoleKind.HR_OFFICER, organisation=board.pk) for board in (source, target)
    )


def can_dispute(actor: Person, staff: StaffRecord) -> bool:
    """People dispute what was delivered about themselves only."""
    return actor.pk == staff.person_id


def can_answer(actor: Person, dispute: Dispute) -> bool:
    """The board answers its teachers, or an administrator if the board did not do so in time.

    Nobody answers a question of their own.
    """
    if actor.pk == dispute.staff.person_id:
        return False
    late = dispute.status == DisputeStatus.ESCALATED
    return actor.works_for(dispute.staff.board_id) or (
        late and actor.has_role(RoleKind.ADMINISTRATOR)
    )


def can_settle(actor: Person, overlap: Overlap) -> bool:
    """Administrators judge what jobs at several boards come to, but never their own."""
    return actor.has_role(RoleKind.ADMINISTRATOR) and actor.pk != overlap.person_id
