"""Messages that several workers try at once, and one that never succeeds."""

from datetime import timedelta

from django.utils import timezone

from accounts.choices import RoleKind
from accounts.services.invitations import invite
from core import outbox
from core.models import OutboxMessage
from core.schedule import sweep_outbox
from tests.factories.accounts import PersonFactory
from tests.faults.together import Together
from tests.faults.trail import assert_trail_is_whole, seal_meanwhile

INVITED = [f"nieuw{n}@example.nl" for n in range(10, 50)]


def invite_everybody() -> None:
    officer = PersonFactory(hr_officer=True)
    board = officer.roles.get().organisation
    for address in INVITED:
        invite(address, organisation=board, kind=RoleKind.HR_OFFICER, actor=officer)


def test_two_sweeps_at_once_do_each_message_once(portal, mailoutbox):
    invite_everybody()

    with (
        Together() as sweeps,
        portal.database.gate("core_outboxmessage", "new.done_at is not null"),
    ):
        sweeps.do(sweep_outbox)
        sweeps.do(sweep_outbox)
        portal.database.wait_for_held_up(2)
        seal_meanwhile()

    assert sum(sweeps.outcomes) == len(INVITED)
    assert sorted(mail.to[0] for mail in mailoutbox) == INVITED
    assert set(OutboxMessage.objects.values_list("attempts", flat=True)) == {1}
    assert_trail_is_whole()


def test_a_message_that_never_succeeds_is_left_after_twelve_tries_and_holds_up_no_other(
    portal, mailoutbox
):
    outbox.post("register.tasks.send_decision", key="about nothing", decision=0)
    invite_everybody()

    for _ in range(outbox.MAX_ATTEMPTS + 2):
        OutboxMessage.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))
        sweep_outbox()

    left = OutboxMessage.objects.get(done_at=None)
    assert (left.key, left.attempts, left.last_error) == ("about nothing", 12, "DoesNotExist")
    assert sorted(mail.to[0] for mail in mailoutbox) == INVITED
    assert_trail_is_whole()
