"""What the outbox runs after a deed: mail, letters and certificates."""

from datetime import date
from hashlib import sha256

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from core import outbox
from core.models import AuditEvent, OutboxMessage
from register import tasks
from register.models import Certificate, Decision
from register.services.cycles import submit_cycle
from register.services.registrations import confirm_delivered
from register.services.reminders import send_reminders
from tests.factories.register import CycleFactory, RegistrationFactory
from tests.register.posted import run_outbox
from tests.register.teachers import teacher_with

pytestmark = pytest.mark.django_db

ON = date(2026, 3, 2)  # the day that tests/register/conftest.py makes it


def renewed():
    cycle = teacher_with(hours=160)
    return submit_cycle(cycle, actor=cycle.registration.person, declared=True, on=ON)


def read(name):
    with default_storage.open(name) as file:
        return file.read()


class TestRenewed:
    def test_the_teacher_gets_a_letter_and_a_certificate(self, mailoutbox):
        teacher = renewed().registration.person

        run_outbox()

        assert sorted((mail.subject, mail.to) for mail in mailoutbox) == [
            ("Ons besluit over uw herregistratie", [teacher.email]),
            ("Uw certificaat staat klaar", [teacher.email]),
        ]

    def test_the_certificate_is_a_file_with_its_fingerprint(self):
        certificate = renewed().certificates.get()

        run_outbox()

        certificate.refresh_from_db()
        content = read(certificate.pdf.name)
        assert content.startswith(b"%PDF-")
        assert certificate.sha256 == sha256(content).hexdigest()
        assert certificate.pdf.name == f"certificates/{certificate.code}.pdf"

    def test_the_outbox_makes_it_once(self):
        certificate = renewed().certificates.get()
        run_outbox()
        certificate.refresh_from_db()
        made = certificate.sha256

        for message in OutboxMessage.objects.all():
            assert outbox.run(message.pk) is False

        certificate.refresh_from_db()
        assert certificate.sha256 == made
        assert AuditEvent.objects.filter(action="certificate.issued").count() == 1

    def test_what_a_killed_worker_left_behind_is_written_over(self):
        certificate = renewed().certificates.get()
        half = f"certificates/{certificate.code}.pdf"
        default_storage.save(half, ContentFile(b"%PDF-half"))

        run_outbox()

        certificate.refresh_from_db()
        content = read(half)
        assert certificate.pdf.name == half
        assert certificate.sha256 == sha256(content).hexdigest()
        assert default_storage.listdir("certificates")[1] == [f"{certificate.code}.pdf"]


class TestDecision:
    def test_the_term_for_an_objection_starts_when_the_letter_is_sent(self):
        decision = renewed().decisions.get()
        assert (decision.notified_on, decision.objection_until) == (None, None)

        tasks.send_decision(decision.pk)

        decision.refresh_from_db()
        assert (decision.notified_on, decision.objection_until) == (ON, date(2026, 4, 13))

    def test_the_mail_names_no_figures_and_leads_to_the_page(self, mailoutbox):
        decision = renewed().decisions.get()

        tasks.send_decision(decision.pk)

        body = mailoutbox[0].body
        assert f"http://localhost:8000/mijn/besluiten/{decision.pk}/" in body
        assert "U heeft 6 weken om bezwaar te maken." in body

    def test_a_mail_that_fails_starts_no_term(self, settings):
        settings.EMAIL_BACKEND = "tests.register.mail.Broken"
        renewed()
        message = OutboxMessage.objects.get(task="register.tasks.send_decision")

        assert outbox.run(message.pk) is False

        assert Decision.objects.get().notified_on is None


class TestReminder:
    def test_it_says_what_is_still_needed(self, mailoutbox):
        teacher_with(hours=100)
        send_reminders(on=date(2026, 1, 31))

        run_outbox()

        [mail] = mailoutbox
        assert mail.subject == "Uw periode loopt nog 151 dagen"
        assert "Nog 60 uur" in mail.body
        assert (
            "U kunt herregistratie aanvragen vanaf 1 februari 2026, tot en met 31 juli 2026."
            in mail.body
        )

    def test_who_asked_meanwhile_is_not_mailed(self, mailoutbox):
        cycle = teacher_with(hours=159)
        send_reminders(on=date(2026, 1, 31))
        submit_cycle(cycle, actor=cycle.registration.person, declared=True, on=ON)
        message = OutboxMessage.objects.get(task="register.tasks.send_reminder")

        assert outbox.run(message.pk)

        assert mailoutbox == []

    def test_a_reminder_of_what_is_over_is_not_sent(self, mailoutbox):
        CycleFactory(since=date(2021, 3, 1), planned_until=date(2026, 3, 1))
        send_reminders(on=date(2026, 2, 28))

        run_outbox()

        assert mailoutbox == []


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("register", "Vanaf 2 maart 2026 bent u ingeschreven in het register."),
        ("anteroom", "Vanaf 2 maart 2026 staat u in het registervoorportaal."),
        ("support", "Vanaf 2 maart 2026 staat u in het deel voor ondersteuning."),
    ],
)
def test_who_confirmed_is_told_what_that_means(mailoutbox, section, words):
    registration = RegistrationFactory(delivered=True, section=section)
    confirm_delivered(registration.person, actor=registration.person, on=ON)

    run_outbox()

    [mail] = mailoutbox
    assert mail.to == [registration.person.email]
    assert words in mail.body


def test_no_mail_holds_a_date_of_birth(mailoutbox):
    renewed()
    send_reminders(on=ON)
    run_outbox()

    assert not [mail for mail in mailoutbox if "1990" in mail.body]
    assert Certificate.objects.count() == 1
