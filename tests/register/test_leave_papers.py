"""What a teacher sends along to show the leave for which a deferral is asked."""

import base64
import io
import zipfile
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import View
from core import rotation
from core.errors import Refused
from core.models import AuditEvent
from register.models import Case, LeavePaper
from register.papers.scans import Paper, of_leave, open_paper
from register.services.deferrals import send_proof
from register.services.objections import object_to_event
from register.services.own_data import take_along
from register.services.retention import forget
from tests.factories.accounts import PersonFactory
from tests.factories.register import PAPER, CycleFactory
from tests.pages import words
from tests.register.conftest import TODAY
from tests.register.posted import run_outbox
from tests.register.procedures import administrator, deferral_of, do

pytestmark = pytest.mark.django_db

STATEMENT = Paper("verklaring.pdf", PAPER)
A_YEAR_LATER = date(2027, 3, 2)


def asked(paper=STATEMENT) -> Case:
    case = deferral_of(CycleFactory(registration__person__teacher=True))
    if paper:
        send_proof(case, actor=case.teacher, paper=paper)
    return case


def read(case: Case) -> bytes:
    paper = LeavePaper.objects.get(deferral__case=case)
    return open_paper(paper.sealed, place=of_leave(paper.pk))


def file(data=PAPER):
    return SimpleUploadedFile("verklaring.pdf", data)


class TestSending:
    def test_it_is_kept_encrypted_and_another_takes_its_place(self):
        case = asked()

        send_proof(case, actor=case.teacher, paper=Paper("beter.pdf", PAPER + b"%beter"))

        assert PAPER not in bytes(LeavePaper.objects.get().sealed)
        assert read(case) == PAPER + b"%beter"
        assert AuditEvent.objects.filter(action="case.proof_sent").count() == 2

    def test_what_is_no_scan_is_refused_and_nothing_was_asked(self, client):
        cycle = CycleFactory(registration__person__teacher=True)
        client.force_login(cycle.registration.person)
        answers = {
            "kind": "parental",
            "since": "1-1-2024",
            "last_day": "9-4-2024",
            "words": "Vraag het mijn school.",
        }

        refused = client.post(
            reverse("register:ask_deferral"), {**answers, "file": file(b"GIF89a" * 9)}
        )
        taken = client.post(reverse("register:ask_deferral"), {**answers, "file": file()})

        assert "Kies een PDF, of een foto als JPEG of PNG." in words(refused)
        assert taken.url == Case.objects.get().get_absolute_url()
        assert read(Case.objects.get()) == PAPER

    def test_nobody_sends_it_for_another(self):
        case = asked(paper=None)

        for other in (PersonFactory(teacher=True), administrator()):
            with pytest.raises(PermissionDenied):
                send_proof(case, actor=other, paper=STATEMENT)

    def test_after_the_decision_it_comes_too_late(self):
        case = asked()
        do(case, "grant")

        with pytest.raises(Refused, match="al over besloten"):
            send_proof(case, actor=case.teacher, paper=STATEMENT)


class TestPages:
    def test_the_teacher_adds_it_later_and_reads_what_granting_brings(self, client):
        case = asked(paper=None)
        client.force_login(case.teacher)
        path = reverse("register:send_leave_paper", args=[case.pk])

        before = words(client.get(case.get_absolute_url()))
        after = words(client.post(path, {"file": file()}, follow=True))

        assert path in before
        assert "Geen bestand" in before
        assert "Uw periode duurt dan tot en met 8 november 2026." in before
        assert "verklaring.pdf" in after

    def test_who_waits_for_an_answer_is_led_to_it_and_not_asked_again(self, client):
        case = asked(paper=None)
        client.force_login(case.teacher)

        page = words(client.get(reverse("register:ask_deferral")))

        assert case.get_absolute_url() in page
        assert "<textarea" not in page

    def test_an_administrator_opens_it_and_the_look_is_written_down(self, client):
        case = asked()
        client.force_login(administrator())
        path = reverse("register:leave_paper", args=[case.pk])

        page = words(client.get(reverse("register:case", args=[case.pk])))
        answer = client.get(path)

        assert path in page
        assert "De periode duurt dan tot en met 8 november 2026. Nu is dat 31 juli 2026." in page
        assert answer.content == PAPER
        assert (
            answer["Content-Disposition"] == f'attachment; filename="bewijs-{case.reference}.pdf"'
        )
        assert View.objects.filter(subject=case.teacher).exists()

    def test_nobody_else_finds_it(self, client):
        case, without = asked(), asked(paper=None)
        own = PersonFactory(administrator=True, teacher=True)
        of_own = deferral_of(CycleFactory(registration__person=own))
        send_proof(of_own, actor=own, paper=STATEMENT)

        def status(person, name, case):
            client.force_login(person)
            return client.get(reverse(f"register:{name}", args=[case.pk])).status_code

        stranger = PersonFactory(teacher=True)
        assert status(stranger, "send_leave_paper", case) == 404
        assert status(stranger, "leave_paper", case) == 404
        assert status(PersonFactory(objections=True), "leave_paper", case) == 404
        assert status(own, "leave_paper", of_own) == 404
        assert status(own, "leave_paper", without) == 404


class TestKeeping:
    def test_it_goes_a_year_after_the_decision(self):
        case = asked()
        do(case, "refuse")

        assert forget(on=date(2027, 3, 1), now=timezone.now())["leave"] == 0
        assert forget(on=A_YEAR_LATER, now=timezone.now())["leave"] == 1

    def test_it_stays_while_nothing_was_decided_and_while_somebody_objects(self):
        asked()
        refused = asked()
        event = do(refused, "refuse")
        run_outbox()
        event.refresh_from_db()
        object_to_event(event, actor=refused.teacher, words="Ik had verlof.", on=TODAY)

        assert forget(on=A_YEAR_LATER, now=timezone.now())["leave"] == 0

    def test_it_goes_along_with_all_other_data(self):
        case = asked()

        parts = take_along(case.teacher, actor=case.teacher, on=TODAY)

        archive = zipfile.ZipFile(io.BytesIO(b"".join(parts)))
        assert archive.read(f"verlof/{case.deferral.pk}.pdf") == PAPER

    def test_it_can_be_read_with_the_new_key_alone(self, settings):
        case = asked()
        new = f"new:{base64.b64encode(b'n' * 32).decode()}"
        settings.FIELD_KEYS = [new, *settings.FIELD_KEYS]

        done = rotation.rotate_all()

        settings.FIELD_KEYS = [new]
        assert done["proof of leave"] == 1
        assert read(case) == PAPER
