"""Redis is down. It only nudges workers and counts attempts; it is never the record."""

from core.models import OutboxMessage
from tests.accounts.signing_in import code
from tests.factories.accounts import PASSWORD, PersonFactory
from tests.faults.portal import Visitor
from tests.faults.scenes import board_with_school, checked_delivery, teachers
from tests.faults.trail import assert_trail_is_whole

COLLEAGUES = "/bestuur/collegas/"


def test_pages_answer_and_people_sign_in_while_redis_is_away(portal):
    officer = PersonFactory(hr_officer=True)
    portal.stop_redis()
    visitor = Visitor(portal.start_web())

    assert visitor.get("/").status == 200
    assert visitor.post("/inloggen/", login=officer.email, password=PASSWORD).leads_to == (
        "/inloggen/code/"
    )
    assert visitor.post("/inloggen/code/", code=code()).leads_to == "/start/"
    assert visitor.get(COLLEAGUES).status == 200
    assert visitor.get("/readyz").text == '{"database": true, "redis": false}'


def test_what_is_done_while_redis_is_away_waits_and_is_then_done_once(portal):
    delivery = checked_delivery(board_with_school("00AB"), *teachers("00AB", 10))
    officer, page = delivery.handed_in_by, delivery.get_absolute_url()
    portal.start_worker()
    visitor = Visitor(portal.start_web(), signed_in_as=officer)
    invite(visitor, "eerste@example.nl")
    portal.wait_until_done()
    portal.stop_redis()

    invite(visitor, "tweede@example.nl")
    approved = visitor.post(page, digest=delivery.preview_digest, choice="all")

    assert approved.leads_to == page
    assert OutboxMessage.objects.filter(done_at=None, attempts=0).count() == 2
    portal.start_redis()
    portal.sweep()
    portal.wait_until_done()
    delivery.refresh_from_db()
    assert delivery.status == "applied"
    assert sorted(mail["To"] for mail in portal.mail()) == [
        "eerste@example.nl",
        officer.email,
        "tweede@example.nl",
    ]
    assert set(OutboxMessage.objects.values_list("attempts", flat=True)) == {1}
    assert_trail_is_whole()


def test_a_redis_that_hangs_holds_nobody_up(portal):
    officer = PersonFactory(hr_officer=True)
    visitor = Visitor(portal.start_web(), signed_in_as=officer)

    with portal.hanging_redis():
        invite(visitor, "eerste@example.nl")

    assert OutboxMessage.objects.get().done_at is None
    assert_trail_is_whole()


def invite(visitor: Visitor, address: str) -> None:
    page = visitor.post(COLLEAGUES, email=address, kind="hr_officer")
    assert page.leads_to == COLLEAGUES
