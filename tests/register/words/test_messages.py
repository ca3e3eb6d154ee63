"""The words of our messages: written by administrators, filled in for teachers."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, transaction
from django.urls import reverse

from accounts.choices import Language
from accounts.models import MessageText
from accounts.services.messages import choose_language
from accounts.texts import blanks, filled, has_stray_brace, written
from core.errors import Refused
from core.models import AuditEvent
from register.services.texts import save_text
from register.words.messages import RULES, refuse_wrong_blanks
from tests.factories.accounts import PersonFactory
from tests.factories.register import CertificateFactory
from tests.register.posted import run_outbox
from tests.register.test_withdrawal import withdraw

pytestmark = pytest.mark.django_db

ON = date(2026, 3, 2)
NOT_FOUND, FORBIDDEN = 404, 403


@pytest.fixture
def administrator(client):
    administrator = PersonFactory(administrator=True)
    client.force_login(administrator)
    return administrator


def words_of(code, **changes):
    shipped = MessageText.objects.in_force(code, on=ON)
    words = {name: getattr(shipped, name) for name in ("subject", "body", "subject_en", "body_en")}
    return words | changes


def save(actor, code="withdrawal", since=ON, **changes):
    text = MessageText(**words_of(code, **changes))
    return save_text(RULES[code], actor=actor, since=since, text=text, on=ON)


class TestBlanks:
    def test_what_is_filled_in_is_not_read_for_blanks_again(self):
        assert filled("Beste {naam}", {"naam": "{link}", "link": "x"}) == "Beste {link}\n"

    def test_a_paragraph_of_which_nothing_is_left_leaves_no_hole(self):
        assert filled("Een\n\n{leeg}\n\nTwee", {"leeg": ""}) == "Een\n\nTwee\n"

    def test_they_are_found_by_name(self):
        assert blanks("{naam} en {link}, {naam}") == {"naam", "link"}

    @pytest.mark.parametrize("text", ["{Naam}", "{{naam}}", "{naam", "{% if x %}", "{naam.email}"])
    def test_anything_else_between_braces_is_seen(self, text):
        assert has_stray_brace(text)


class TestShippedTexts:
    @pytest.mark.parametrize("code", RULES)
    @pytest.mark.parametrize("language", Language.values)
    def test_each_message_has_the_blanks_of_the_list_and_reads_as_a_whole(self, code, language):
        text = MessageText.objects.in_force(code, on=ON)

        refuse_wrong_blanks(RULES[code], *text.parts(language))

        words = written(text, language, RULES[code].examples)
        assert words.body.startswith(("Beste Noor de Vries,\n\n", "Dear Noor de Vries,\n\n"))
        assert "{" not in words.subject + words.body

    def test_there_is_one_for_each_message_and_no_other(self):
        assert set(MessageText.objects.values_list("code", flat=True)) == set(RULES)

    def test_days_are_written_in_the_language_of_the_reader(self):
        text = MessageText.objects.in_force("reminder_extra_time", on=ON)
        examples = RULES["reminder_extra_time"].examples

        assert written(text, "nl", examples).subject.endswith("31 juli 2027")
        assert written(text, "en", examples).subject.endswith("31 July 2027")


class TestSaving:
    def test_the_next_version_counts_from_its_day_on(self, administrator):
        since = ON + timedelta(days=7)
        saved = save(administrator, since=since, subject="Ingetrokken")

        assert saved.version == 2
        assert MessageText.objects.in_force("withdrawal", on=ON).version == 1
        assert MessageText.objects.in_force("withdrawal", on=since) == saved
        event = AuditEvent.objects.get(action="messagetext.written")
        assert event.data["version"] == 2

    def test_only_administrators_may(self):
        with pytest.raises(PermissionDenied):
            save(PersonFactory(teacher=True))

    def test_not_from_a_day_that_has_passed(self, administrator):
        with pytest.raises(Refused, match="Kies vandaag"):
            save(administrator, since=ON - timedelta(days=1))

    def test_a_blank_that_the_message_does_not_have_is_refused_by_name(self, administrator):
        with pytest.raises(ValidationError, match=r"\{geheim\}"):
            save(administrator, subject="{geheim}")

    def test_a_needed_blank_that_is_missing_is_refused_by_name(self, administrator):
        with pytest.raises(ValidationError, match=r"ontbreekt \{code\}, \{dag\}"):
            save(administrator, body_en="See {link}: {reden}")

    def test_a_version_never_changes(self, administrator):
        saved = save(administrator)

        with pytest.raises(InternalError), transaction.atomic():
            MessageText.objects.filter(pk=saved.pk).update(body="Anders")


class TestSending:
    def test_a_message_keeps_the_version_that_it_was_made_from(self, administrator, mailoutbox):
        saved = save(administrator, subject="Uw certificaat telt niet meer")

        certificate = CertificateFactory()
        withdraw(certificate, administrator)
        run_outbox()

        told = certificate.cycle.registration.person.messages.get()
        assert (told.text, told.language) == (saved, "nl")
        assert mailoutbox[0].subject == told.subject == "Uw certificaat telt niet meer"

    def test_who_reads_english_gets_it_in_english(self, administrator, mailoutbox):
        certificate = CertificateFactory()
        teacher = certificate.cycle.registration.person
        choose_language(teacher, actor=teacher, language=Language.ENGLISH)

        withdraw(certificate, administrator)
        run_outbox()

        assert teacher.messages.get().language == "en"
        assert mailoutbox[0].subject == "Your certificate was withdrawn"
        assert "its signature cannot be trusted any more" in mailoutbox[0].body
        assert "on 2 March 2026" in mailoutbox[0].body

    def test_only_the_reader_chooses_the_language(self, administrator):
        with pytest.raises(PermissionDenied):
            choose_language(PersonFactory(), actor=administrator, language=Language.ENGLISH)


class TestPages:
    def test_a_preview_saves_nothing(self, administrator, client):
        typed = words_of("withdrawal", subject="Weg ermee", since="2026-03-02")

        page = client.post(reverse("register:text", args=["withdrawal"]), typed | {"try": "1"})

        assert "Weg ermee" in page.content.decode()
        assert "Noor de Vries" in page.content.decode()
        assert MessageText.objects.filter(code="withdrawal").count() == 1

    def test_what_is_typed_becomes_a_version(self, administrator, client):
        typed = words_of("withdrawal", subject="Weg ermee", since="2026-03-02")

        client.post(reverse("register:text", args=["withdrawal"]), typed)

        assert MessageText.objects.in_force("withdrawal", on=ON).subject == "Weg ermee"

    def test_a_hidden_sign_is_refused(self, administrator, client):
        typed = words_of("withdrawal", subject="Weg \u202eermee", since="2026-03-02")

        page = client.post(reverse("register:text", args=["withdrawal"]), typed)

        assert "U+202E" in page.content.decode()

    def test_a_mistake_stands_at_its_text(self, administrator, client):
        typed = words_of("withdrawal", body_en="{nergens}", since="2026-03-02")

        page = client.post(reverse("register:text", args=["withdrawal"]), typed)

        assert "{nergens}" in page.context["form"].errors["body_en"][0]

    def test_there_is_no_page_of_another_message(self, administrator, client):
        assert client.get(reverse("register:text", args=["x"])).status_code == NOT_FOUND

    def test_teachers_have_no_such_pages(self, client):
        client.force_login(PersonFactory(teacher=True))

        assert client.get(reverse("register:texts")).status_code in (FORBIDDEN, NOT_FOUND)

    def test_a_teacher_chooses_the_language_of_messages(self, client):
        teacher = PersonFactory(teacher=True)
        client.force_login(teacher)

        client.post(reverse("accounts:choose_language"), {"language": "en"})

        page = client.get(reverse("accounts:messages"))
        assert "Berichten in het Nederlands" in page.text
