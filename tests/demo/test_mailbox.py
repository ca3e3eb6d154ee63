from datetime import date, timedelta

import pytest
from django.core.mail import EmailMessage, get_connection

from core.clock import system_today
from demo import clock, mailbox

FILES = "django.core.mail.backends.filebased.EmailBackend"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    settings.CLOCK_FILE = str(tmp_path / "clock")


def test_what_was_mailed_is_shown_the_latest_first():
    with get_connection(FILES) as connection:
        for subject in ("Eén", "Twee ≥ één"):
            mail = EmailMessage(subject, "Dag Łukasz,\nhier is het.", to=["a@example.nl"])
            connection.send_messages([mail])

    found = mailbox.mails()

    assert [mail.subject for mail in found] == ["Twee ≥ één", "Eén"]
    assert mailbox.mail(found[1].key).text == "Dag Łukasz,\nhier is het."


def test_a_mail_that_is_not_there_is_not_found():
    assert mailbox.mail("nothing-0") is None


def test_a_moved_clock_ticks_on_and_can_be_put_right():
    clock.move_to(date(2030, 7, 31))
    moved = clock.today()
    clock.put_right()

    assert (moved, clock.today() - system_today()) == (date(2030, 7, 31), timedelta(0))
