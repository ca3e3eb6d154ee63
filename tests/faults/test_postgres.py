"""The database server dies as in a power cut, and comes back."""

import pytest

from schools.models import AppointmentBasis, Delivery
from schools.services.compensations import undo
from tests.factories.accounts import PersonFactory
from tests.factories.schools import BoardFactory
from tests.faults.database import contents
from tests.faults.portal import Visitor
from tests.faults.scenes import (
    ON,
    approved_delivery,
    board_with_school,
    checked_delivery,
    delivered,
    teachers,
)
from tests.faults.together import Together
from tests.faults.trail import assert_trail_is_whole

# At this point all changes of a delivery or an undo were written, but none was committed.
DONE = "new.action in ('person.delivered', 'person.undone')"
PAGES = ["/", "/bestuur/", "/bestuur/leveringen/", "/bestuur/collegas/"]


@pytest.fixture
def database(server):
    return server.database


def test_a_power_cut_leaves_nothing_half_and_afterwards_all_is_done_once(portal, server, client):
    full, back, waiting = three_deliveries()
    visitor = Visitor(portal.start_web(), signed_in_as=waiting.handed_in_by)
    page, form = waiting.get_absolute_url(), {"digest": waiting.preview_digest, "choice": "all"}
    before = contents()

    gate = portal.database.gate
    of_waiting = f"new.id = {waiting.pk}"
    with Together() as deeds, gate("core_auditevent", DONE), gate("schools_delivery", of_waiting):
        portal.start_worker()
        portal.try_again()
        deeds.do(lambda: visitor.post(page, **form))
        portal.database.wait_for_held_up(3)
        server.stop()
        server.start()

    assert [answer.status for answer in deeds.outcomes] == [500]
    assert contents() == before
    assert [goes_on(client, one) for one in (full, back, waiting)] == [True, True, False]
    assert visitor.post(page, **form).leads_to == page
    portal.try_again()
    portal.wait_until_done()
    assert [goes_on(client, one) for one in (full, back, waiting)] == [False] * 3
    assert set(Delivery.objects.values_list("status", flat=True)) == {"applied"}
    standing = AppointmentBasis.objects.filter(voided_at=None, until=None)
    assert standing.count() == full.rows + waiting.rows
    assert_trail_is_whole()


def three_deliveries() -> list[Delivery]:
    """Return a full file by which two of four teachers leave and one comes, the undo of a delivery
    of three teachers, and a delivery that waits for its officer; each of another board.
    """
    board, rows = board_with_school("00AB"), list(teachers("00AB", 4))
    delivered(board, *rows)
    mistake = delivered(board_with_school("00AC"), *teachers("00AC", 3))
    full = approved_delivery(board, *rows[::2], *teachers("00AB", 1), kind="full")
    back = undo(mistake, actor=mistake.handed_in_by, on=ON)
    return [full, back, checked_delivery(board_with_school("00AD"), *teachers("00AD", 10))]


def goes_on(client, delivery: Delivery) -> bool:
    """Tell whether the page of a delivery refreshes itself, since the delivery is in progress."""
    client.force_login(delivery.handed_in_by)
    return "Refresh" in client.get(delivery.get_absolute_url())


def test_pages_answer_again_as_soon_as_the_database_does(portal, server):
    web = portal.start_web()
    stranger = Visitor(web)
    officer = PersonFactory(hr_officer=True, role__organisation=BoardFactory())
    visitor = Visitor(web, signed_in_as=officer)
    assert [visitor.get(path).status for path in PAGES] == [200] * len(PAGES)

    server.stop()
    assert [stranger.get(path).status for path in ["/healthz", "/readyz"]] == [200, 503]
    assert visitor.get("/bestuur/").status == 500
    server.start()
    assert [visitor.get(path).status for path in PAGES] == [200] * len(PAGES)
    server.stop()
    server.start()  # this time no request was made while it was down
    assert [visitor.get(path).status for path in PAGES] == [200] * len(PAGES)
