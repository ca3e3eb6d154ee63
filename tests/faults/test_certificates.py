"""A worker is killed while it makes certificates and mails about them."""

from collections import Counter
from datetime import date

from core import audit
from core.models import AuditEvent
from register.models import Certificate
from register.services.cycles import submit_cycle
from tests.faults.portal import PROCESSES
from tests.faults.trail import assert_trail_is_whole
from tests.register.teachers import teacher_with

RENEWED = 8
ON = date(2026, 3, 2)
# At this point the file was written and the mail sent, but nothing was committed.
MADE, MAILED = (
    f"new.done_at is not null and new.task = 'register.tasks.{task}'"
    for task in ("make_certificate", "send_certificate")
)


def renew_everybody() -> None:
    for _ in range(RENEWED):
        cycle = teacher_with(hours=160)
        submit_cycle(cycle, actor=cycle.registration.person, declared=True, on=ON)


def test_each_certificate_is_made_once_and_only_a_kill_after_sending_doubles_a_mail(portal):
    renew_everybody()

    with portal.database.gate("core_outboxmessage", MAILED):
        with portal.database.gate("core_outboxmessage", MADE):
            worker = portal.start_worker()
            portal.database.wait_for_held_up(PROCESSES)
            worker.kill_processes()
            audit.seal()
        portal.database.wait_for_held_up(PROCESSES)
        worker.kill()
    portal.database.wait_until_at_rest("worker")
    portal.start_worker()
    portal.try_again()
    portal.wait_until_done()

    assert Certificate.objects.count() == RENEWED
    assert portal.files("certificates") == dict(Certificate.objects.values_list("pdf", "sha256"))
    assert AuditEvent.objects.filter(action="certificate.issued").count() == RENEWED
    assert AuditEvent.objects.filter(action="decision.notified").count() == RENEWED
    mails = Counter((mail["To"], mail["Subject"]) for mail in portal.mail())
    assert sorted(mails.values()) == [1] * (2 * RENEWED - PROCESSES) + [2] * PROCESSES
    assert_trail_is_whole()
