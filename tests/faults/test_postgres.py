"""The database server dies as by a power cut, and comes back."""

import pytest

from schools.models import Delivery
from tests.factories.accounts import PersonFactory
from tests.factories.schools import BoardFactory
from tests.faults.database import contents
from tests.faults.portal import Visitor
from tests.faults.scenes import approved_delivery, board_with_school, checked_delivery, teachers
from tests.faults.together import Together
from tests.faults.trail import assert_trail_is_whole

PAGES = ["/", "/bestuur/", "/bestuur/leveringen/", "/bestuur/collegas/"]


@pytest.fixture
def database(server):
    return server.database


def test_a_power_cut_leaves_nothing_half_and_afterwards_all_is_done_once(portal, server):
    approved_delivery(board_with_school("00AB"), *teachers("00AB", 200))
    waiting = checked_delivery(board_with_school("00AC"), *teachers("00AC", 10))
    visitor = Visitor(portal.start_web(), signed_in_as=waiting.handed_in_by)
    page, form = waiting.get_absolute_url(), {"digest": waiting.preview_digest, "choice": "all"}
    before = contents()

    gate = portal.database.gate
    of_waiting = f"new.id = {waiting.pk}"
    with Together() as deeds, gate("register_registration"), gate("schools_delivery", of_waiting):
        portal.start_worker()
        portal.try_again()
        deeds.do(lambda: visitor.post(page, **form))
        portal.database.wait_for_held_up(2)
        server.stop()
        server.start()

    assert [answer.status for answer in deeds.outcomes] == [500]
    assert contents() == before
    assert visitor.post(page, **form).leads_to == page
    portal.try_again()
    portal.wait_until_done()
    assert list(Delivery.objects.values_list("status", flat=True)) == ["applied"] * 2
    assert_trail_is_whole()


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
    server.start()  # this time while nobody asked for anything
    assert [visitor.get(path).status for path in PAGES] == [200] * len(PAGES)
