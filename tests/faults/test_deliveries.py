"""Staff data that is applied while things break, or while others work on the same data."""

import pytest

from core import audit
from core.models import OutboxMessage
from schools.models import AppointmentBasis, Delivery
from schools.services.checks import apply_delivery
from schools.services.compensations import nothing_changed, undo
from schools.services.deliveries import approve
from tests.factories.accounts import PersonFactory, valid_bsn
from tests.faults.database import added, contents
from tests.faults.scenes import (
    ON,
    approved_delivery,
    board_with_school,
    checked_delivery,
    delivered,
    teachers,
    work_off,
)
from tests.faults.together import Together
from tests.faults.trail import assert_trail_is_whole, seal_meanwhile

TEACHERS = 2_000
FEW = 4
APPLY = "schools.schedule.apply_delivery"
# The writes at which the worker is killed, from the first to the last.
POINTS = {
    "accounts_personidentifier": "true",
    "schools_appointment": "true",
    "core_auditevent": "new.action = 'person.delivered'",
    "register_registration": "true",
    "core_outboxmessage": "new.done_at is not null",
}


def test_a_delivery_is_applied_once_and_whole_however_often_its_worker_is_killed(portal):
    in_peace = applied_in_peace(*teachers("00AB", TEACHERS))
    delivery = approved_delivery(board_with_school("00AC"), *teachers("00AC", TEACHERS))
    before = contents()

    worker = portal.start_worker()
    for table, when in POINTS.items():
        with portal.database.gate(table, when):
            portal.try_again()
            portal.database.wait_for_held_up(1)
            worker.kill_processes()
            audit.seal()
        portal.database.wait_until_at_rest("worker")
        assert contents() == before
    portal.try_again()
    portal.wait_until_done()

    delivery.refresh_from_db()
    message = OutboxMessage.objects.get(task=APPLY, kwargs={"pk": delivery.pk})
    assert (delivery.status, message.attempts) == ("applied", len(POINTS) + 1)
    assert added(before) == in_peace
    assert [mail["To"] for mail in portal.mail()] == [delivery.handed_in_by.email]
    assert_trail_is_whole()


def full_file(board):
    """A full file of all staff waits for the worker; half of them leave by it."""
    rows = list(teachers("00AB", FEW))
    delivered(board, *rows)
    return approved_delivery(board, *rows[::2], kind="full"), FEW // 2


def compensation(board):
    """The undo of a delivery waits for the worker."""
    done = delivered(board, *teachers("00AB", FEW))
    return undo(done, actor=done.handed_in_by, on=ON), 0


@pytest.mark.parametrize(
    ("scene", "points"),
    [
        pytest.param(
            full_file,
            {"schools_appointmentbasis": "true", "core_outboxmessage": "new.done_at is not null"},
            id="a file with all staff",
        ),
        pytest.param(
            compensation,
            {"schools_deliveryrow": "true", "core_auditevent": "new.action = 'person.undone'"},
            id="an undo",
        ),
    ],
)
def test_other_deliveries_too_are_done_once_and_whole(portal, scene, points):
    delivery, staying = scene(board_with_school("00AB"))
    before = contents()

    worker = portal.start_worker()
    for table, when in points.items():
        with portal.database.gate(table, when):
            portal.try_again()
            portal.database.wait_for_held_up(1)
            worker.kill_processes()
            audit.seal()
        portal.database.wait_until_at_rest("worker")
        assert contents() == before
    portal.try_again()
    portal.wait_until_done()

    delivery.refresh_from_db()
    assert delivery.status == "applied"
    assert AppointmentBasis.objects.filter(voided_at=None, until=None).count() == staying
    assert_trail_is_whole()


def applied_in_peace(*rows: dict[str, str]) -> dict[str, int]:
    """Return how many rows a delivery adds to each table when nothing breaks."""
    approved_delivery(board_with_school("00AB"), *rows)
    before = contents()
    work_off()
    return added(before)


def test_two_officers_who_approve_at_once_approve_once(portal):
    board = board_with_school("00AB")
    delivery = checked_delivery(board, *teachers("00AB", 1))
    officers = [delivery.handed_in_by, PersonFactory(hr_officer=True, role__organisation=board)]

    with Together() as together, portal.database.gate("schools_delivery"):
        for officer in officers:
            together.do(
                lambda officer=officer: approve(
                    delivery, actor=officer, digest=delivery.preview_digest, choice="all"
                )
            )
        portal.database.wait_for_held_up(2)
        seal_meanwhile()

    assert sorted(type(outcome).__name__ for outcome in together.outcomes) == [
        "Delivery",
        "InvalidMove",
    ]
    assert OutboxMessage.objects.filter(task=APPLY).count() == 1
    assert_trail_is_whole()


def test_nothing_changed_said_by_two_at_once_is_one_receipt(portal):
    board = board_with_school("00AB")
    officers = [PersonFactory(hr_officer=True, role__organisation=board) for _ in range(2)]

    with Together() as together, portal.database.gate("schools_delivery"):
        for officer in officers:
            together.do(lambda officer=officer: nothing_changed(board, actor=officer, on=ON))
        portal.database.wait_for_held_up(2)

    assert len({delivery.receipt for delivery in together.outcomes}) == 1
    assert Delivery.objects.count() == 1


def test_a_delivery_that_two_take_back_at_once_is_taken_back_once(portal):
    board = board_with_school("00AB")
    done = delivered(board, *teachers("00AB", 1))
    officers = [done.handed_in_by, PersonFactory(hr_officer=True, role__organisation=board)]

    with Together() as together, portal.database.gate("schools_delivery"):
        for officer in officers:
            together.do(lambda officer=officer: undo(done, actor=officer, on=ON))
        portal.database.wait_for_held_up(2)

    outcomes = sorted(type(outcome).__name__ for outcome in together.outcomes)
    assert outcomes == ["Delivery", "Refused"]
    assert done.undone_by.count() == 1


def test_a_newcomer_whom_two_boards_deliver_at_once_is_one_person_with_one_number(portal):
    newcomer = {"bsn": valid_bsn(1)}
    deliveries = [
        approved_delivery(
            board_with_school(brin),
            newcomer | {"vestiging": f"{brin}00"},
            {"vestiging": f"{brin}00", "personeelsnummer": "P-2", "bsn": valid_bsn(n)},
        )
        for n, brin in enumerate(["00AB", "00AC"], 2)
    ]
    before = contents()

    with Together() as together, portal.database.gate("schools_staffrecord"):
        for delivery in deliveries:
            together.do(lambda delivery=delivery: apply_delivery(delivery, actor=None))
        portal.database.wait_for_held_up(2)
        seal_meanwhile()

    assert [delivery.status for delivery in together.outcomes] == ["applied", "applied"]
    news = added(before)
    assert news["accounts_person"] == news["accounts_personidentifier"] == 3
    assert news["schools_staffrecord"] == 4
    assert_trail_is_whole()
