"""A location, or all of a board, goes to another board; appointments follow."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from core import audit
from core.errors import Refused
from core.moves import advance
from core.permissions import require
from schools import permissions
from schools.choices import TakeoverStatus
from schools.models import (
    Appointment,
    Board,
    Dispute,
    Governance,
    MovedAppointment,
    StaffRecord,
    Takeover,
)
from schools.selectors.takeovers import appointments_of, governances_of, has_location
from schools.signals import board_taken_over

LONGEST_NUMBER = 20
AT_ONCE = 1000


@transaction.atomic
def enter_takeover(*, actor: Person, source: str, target: str, location: str, on: date) -> Takeover:
    """Enter what is to move, for review. Boards are given by number, a location by its code;
    without a location everything moves.

    Raises Refused if a board or location is unknown or does not fit.
    """
    boards = {one.number: one for one in Board.objects.filter(number__in=[source, target])}
    if source not in boards or target not in boards:
        raise Refused(_("There is no board with this number."), code="board_unknown")
    require(permissions.can_move_schools(actor, boards[source], boards[target]))
    place = has_location(boards[source].pk, location, on=on) if location else None
    if location and place is None:
        raise Refused(_("The first board does not have this location on that day."), code="place")
    takeover = Takeover(
        source=boards[source],
        target=boards[target],
        location=place.location if place else None,
        on=on,
        entered_by=actor,
    )
    takeover.validate_constraints()
    if not governances_of(takeover).exists():
        raise Refused(_("The first board has no locations on that day."), code="nothing")
    takeover.save()
    audit.record("entered", takeover, actor=actor, on=on)
    return takeover


@transaction.atomic
def confirm_takeover(takeover: Takeover, *, actor: Person, on: date) -> Takeover:
    """Confirm a takeover: carry it out now if its day has come, else on that day."""
    takeover = _lock(takeover.pk)
    require(permissions.can_move_schools(actor, takeover.source, takeover.target))
    advance(takeover, "plan", actor=actor)
    if takeover.on <= on:
        _apply(takeover, actor=actor)
    return takeover


@transaction.atomic
def cancel_takeover(takeover: Takeover, *, actor: Person) -> Takeover:
    """Cancel a takeover. Raises InvalidMove if it was carried out already."""
    takeover = _lock(takeover.pk)
    require(permissions.can_move_schools(actor, takeover.source, takeover.target))
    advance(takeover, "cancel", actor=actor)
    return takeover


def apply_due_takeovers(*, on: date) -> int:
    """Carry out takeovers planned for today or before, each in a transaction of its own."""
    due = Takeover.objects.filter(status=TakeoverStatus.PLANNED, on__lte=on).order_by("on", "pk")
    return sum(_apply_due(pk) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _apply_due(pk: int) -> bool:
    takeover = _lock(pk)
    if takeover.status != TakeoverStatus.PLANNED:
        return False
    _apply(takeover, actor=None)
    return True


def _apply(takeover: Takeover, *, actor: Person | None) -> None:
    """Move appointments before locations, because the locations determine which of them move."""
    moved = list(appointments_of(takeover).select_related("staff").order_by("pk"))
    records = _records_at_target(takeover, moved)
    MovedAppointment.objects.bulk_create(
        MovedAppointment(takeover=takeover, appointment=one, was_of=one.staff) for one in moved
    )
    for one in moved:
        one.staff = records[one.staff.person_id]
    Appointment.objects.bulk_update(moved, ["staff"], batch_size=AT_ONCE)
    _hand_over_questions(takeover, records)
    locations = _hand_over_locations(takeover)
    data = {"locations": locations, "appointments": len(moved)}
    advance(takeover, "apply", actor=actor, data=data, applied_at=timezone.now())
    if takeover.location is None:
        boards = {"source": takeover.source_id, "target": takeover.target_id}
        board_taken_over.send(Takeover, **boards, actor=actor)


def _records_at_target(takeover: Takeover, moved: list[Appointment]) -> dict[int, StaffRecord]:
    """Return the staff record at the other board of each person who moves, created if needed.

    A staff number that is taken there is prefixed with the number of the old board.
    """
    there = StaffRecord.objects.filter(board=takeover.target_id)
    records = {one.person_id: one for one in there}
    taken = {one.staff_number for one in records.values()} | set(
        there.values_list("staff_number", flat=True)
    )
    new = []
    for old in {one.staff_id: one.staff for one in moved}.values():
        if old.person_id not in records:
            records[old.person_id] = _copied(old, takeover, taken)
            new.append(records[old.person_id])
    StaffRecord.objects.bulk_create(new, batch_size=AT_ONCE)
    return records


def _copied(old: StaffRecord, takeover: Takeover, taken: set[str]) -> StaffRecord:
    number = old.staff_number
    if number in taken:
        number = f"{takeover.source.number}-{number}"[:LONGEST_NUMBER]
    taken.add(number)
    return StaffRecord(
        board=takeover.target,
        person_id=old.person_id,
        staff_number=number,
        family_name=old.family_name,
        prefix=old.prefix,
        given_names=old.given_names,
        birth_date=old.birth_date,
        gender=old.gender,
        email=old.email,
        sort_key=old.sort_key,
        confirmed_at=old.confirmed_at,
    )


def _hand_over_questions(takeover: Takeover, records: dict[int, StaffRecord]) -> None:
    """Hand open questions to the other board, unless the same was asked there."""
    old = takeover.moved.order_by().values("was_of")
    for dispute in Dispute.objects.open().filter(staff__in=old).select_related("staff"):
        record = records[dispute.staff.person_id]
        if not record.disputes.open().filter(field=dispute.field).exists():
            dispute.staff = record
            dispute.save(update_fields=["staff"])


def _hand_over_locations(takeover: Takeover) -> int:
    held = list(governances_of(takeover))
    for one in held:
        until, one.until = one.until, takeover.on
        if one.since == takeover.on:  # it began on that same day, so it never existed
            one.delete()
        else:
            one.save(update_fields=["until"])
        Governance.objects.create(
            location_id=one.location_id, board=takeover.target, since=takeover.on, until=until
        )
    return len(held)


def _lock(pk: int) -> Takeover:
    """Lock a takeover and both boards, lowest key first, so that nobody delivers for them now."""
    takeover = Takeover.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    pair = [takeover.source_id, takeover.target_id]
    boards = Board.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=pair)
    locked = {board.pk: board for board in boards.order_by("pk")}
    takeover.source, takeover.target = (locked[key] for key in pair)
    return takeover
