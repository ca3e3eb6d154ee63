"""One member of staff: delivered by form, invited, confirmed."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import ClaimCode, Person
from accounts.selectors.claims import open_claim
from accounts.services.claims import issue_claim_code
from core import audit, outbox
from core.errors import Refused
from core.permissions import require
from schools import permissions
from schools.choices import DeliveryKind
from schools.exports import as_csv
from schools.models import AcceptedEnd, AppointmentBasis, Board, Delivery, StaffRecord
from schools.rules import COLUMNS, Mutation
from schools.selectors.deliveries import faults_of
from schools.selectors.ending import at_work
from schools.selectors.staff import cells_of_basis, cells_of_staff

from .checks import check_delivery
from .deliveries import hand_in

JUST_NOW = timedelta(minutes=10)


def add_member(board: Board, *, actor: Person, cells: Mapping[str, str], on: date) -> Delivery:
    """Deliver somebody that the board has not delivered before."""
    return _deliver_one(board, actor=actor, on=on, cells={**cells, "mutatiesoort": Mutation.NEW})


def add_ground(
    staff: StaffRecord, *, actor: Person, cells: Mapping[str, str], on: date
) -> Delivery:
    """Deliver another ground of a member of staff."""
    said = {**cells_of_staff(staff), **cells, "mutatiesoort": Mutation.NEW}
    return _deliver_one(staff.board, actor=actor, on=on, cells=said)


def change_ground(
    basis: AppointmentBasis, *, actor: Person, cells: Mapping[str, str], on: date
) -> Delivery:
    """Deliver changes of a ground, its appointment or the person."""
    said = {**_known(basis), **cells, "mutatiesoort": Mutation.CHANGE}
    return _deliver_one(basis.appointment.staff.board, actor=actor, on=on, cells=said)


def end_ground(
    basis: AppointmentBasis, *, actor: Person, cells: Mapping[str, str], on: date
) -> Delivery:
    """Deliver the end of a ground, or that it never existed; ``cells`` say which."""
    said = {**_known(basis), "mutatiedatum": on.isoformat()}
    said |= {name: cell for name, cell in cells.items() if cell}
    return _deliver_one(basis.appointment.staff.board, actor=actor, on=on, cells=said)


@transaction.atomic
def accept_end(basis: AppointmentBasis, *, actor: Person) -> None:
    """Accept that a temporary ground ends on the delivered day, so that it needs no more attention.

    Raises Refused if no end was delivered.
    """
    basis = AppointmentBasis.objects.select_related("appointment__staff__board").get(pk=basis.pk)
    require(permissions.can_deliver(actor, basis.appointment.staff.board))
    if basis.until is None:
        raise Refused(_("This ground has no last day yet. Pass it on first."), code="no_end")
    accepted, new = AcceptedEnd.objects.get_or_create(
        basis=basis, until=basis.until, defaults={"accepted_by": actor}
    )
    if new:
        audit.record("accept", accepted, actor=actor, basis=basis.pk, until=basis.until)


def _known(basis: AppointmentBasis) -> dict[str, str]:
    return {**cells_of_staff(basis.appointment.staff), **cells_of_basis(basis)}


@transaction.atomic
def _deliver_one(board: Board, *, actor: Person, cells: Mapping[str, str], on: date) -> Delivery:
    """Hand in one row that was filled in on a form, and check it at once.

    Returns the delivery, which waits for its officer. Raises Refused with the faults by column;
    nothing is stored then.
    """
    data = as_csv(COLUMNS, [[cells.get(column, "") for column in COLUMNS]]).encode()
    delivery = hand_in(board, actor=actor, file_name="", data=data, kind=DeliveryKind.FORM, on=on)
    delivery = check_delivery(delivery, actor=actor)
    if delivery.rejected:
        raise Refused(_by_column(delivery))
    if delivery.unchanged:
        raise Refused(_("This is what the register knows already."), code="unchanged")
    return delivery


@transaction.atomic
def invite_teachers(board: Board, *, actor: Person, persons: Iterable[int]) -> int:
    """Mail people a code with which they claim their record; return how many.

    People are skipped if they have claimed it already, have no e-mail address at this board, or got
    a code just now: pressing the button twice must not invalidate the first mail. An earlier code
    of the same person stops working.
    """
    require(permissions.can_deliver(actor, board))
    just_now = ClaimCode.objects.open().filter(issued_at__gt=timezone.now() - JUST_NOW)
    staff = (
        board.staff.to_invite()
        .filter(person__in=list(persons))
        .exclude(person__claim_codes__in=just_now)
        .select_related("person")
    )
    found = {record.person_id: record for record in staff}
    for record in found.values():
        issue_claim_code(record.person, actor=actor)
        if code := open_claim(record.person):
            outbox.post("schools.tasks.mail_invitation", key=f"claim-{code.pk}", pk=record.pk)
    audit.record("invite", board, actor=actor, count=len(found))
    return len(found)


@transaction.atomic
def invite_everybody(board: Board, *, actor: Person, on: date) -> int:
    """Start inviting everybody at work who can be invited and has no code yet; return how many.

    The outbox does the work: making the codes takes some seconds for a large board.
    """
    require(permissions.can_deliver(actor, board))
    waiting = at_work(board.pk, on=on).to_invite().without_code(timezone.now())
    count = waiting.count()
    key = f"invite-{board.pk}-{timezone.now():%Y%m%d%H%M%S%f}"
    if count:
        outbox.post("schools.schedule.invite", key=key, board=board.pk, actor=actor.pk)
    return count


@transaction.atomic
def confirm_records(person: Person, *, actor: Person) -> None:
    """Record that a person confirms what boards delivered about them."""
    records = person.staff_records.filter(confirmed_at=None)
    keys = list(records.select_for_update(no_key=True).values_list("pk", flat=True))
    StaffRecord.objects.filter(pk__in=keys).update(confirmed_at=timezone.now())
    audit.record_many("confirm", StaffRecord, keys, actor=actor)


def _by_column(delivery: Delivery) -> dict[str, list[str]]:
    faults: dict[str, list[str]] = {}
    for fault in faults_of(delivery.delivery_rows.all()):
        if fault.rejects:
            faults.setdefault(fault.column, []).append(f"{fault.sentence} {fault.advice}")
    return faults
