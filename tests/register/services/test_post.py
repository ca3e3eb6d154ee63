"""Notices that no mail brought: their terms begin with the letter, on the day it is posted."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse

from accounts.choices import Way
from accounts.models import Message
from accounts.selectors.postal import Envelope
from accounts.services.messages import note_came_back
from accounts.services.postal import set_postal_address
from core.errors import InvalidMove, Refused
from core.models import AuditEvent
from register.letters.batches import batch_pdf
from register.models import Decision
from register.selectors.post import messages_of, to_print
from register.services.cycles import close_ended
from register.services.objections import object_to_decision
from register.services.post import drop_letters, mail_once_more, make_letters, post_letters
from tests.accounts.test_messages import Refusing
from tests.factories.accounts import PersonFactory
from tests.register.conftest import TODAY
from tests.register.paper import text_of
from tests.register.posted import run_outbox
from tests.register.procedures import announced, do
from tests.register.teachers import teacher_with

pytestmark = pytest.mark.django_db

OK, NOT_FOUND = 200, 404
TOMORROW = TODAY + timedelta(days=1)
REFUSING = f"{Refusing.__module__}.{Refusing.__name__}"
OF_SMTP = "django.core.mail.backends.locmem.EmailBackend"
SIX_WEEKS_AFTER_TOMORROW = date(2026, 4, 14)


class Taking(BaseEmailBackend):
    """A mail server that takes everything."""

    def send_messages(self, messages) -> int:
        return len(messages)


@pytest.fixture
def administrator():
    return PersonFactory(administrator=True)


@pytest.fixture
def refused(settings):
    """A decision of which the mail was refused."""
    settings.EMAIL_BACKEND = REFUSING
    teacher_with(hours=100, since=date(2021, 8, 1), planned_until=TODAY)
    close_ended(on=TODAY)
    run_outbox()
    return Decision.objects.get()


def again(decision):
    decision.refresh_from_db()
    return decision.notified_on, decision.objection_until


class TestRefusedMail:
    def test_no_term_begins(self, refused):
        assert again(refused) == (None, None)

    def test_it_begins_on_the_day_of_posting(self, refused, administrator):
        batch = make_letters(actor=administrator, posts_on=TOMORROW, on=TODAY)
        assert again(refused) == (None, None)

        post_letters(batch, actor=administrator, on=TOMORROW)

        assert again(refused) == (TOMORROW, SIX_WEEKS_AFTER_TOMORROW)
        assert Message.objects.get().way == Way.LETTER
        assert AuditEvent.objects.get(action="decision.notified").actor == administrator

    def test_the_term_of_a_teacher_in_a_procedure_waits_too(self, settings, administrator):
        settings.EMAIL_BACKEND = REFUSING
        case = announced()
        run_outbox()
        long_after = TODAY + timedelta(weeks=30)
        with pytest.raises(Refused, match="nog niet aangekomen"):
            do(case, "strike_off", on=long_after)
        batch = make_letters(actor=administrator, posts_on=TOMORROW, on=TODAY)

        post_letters(batch, actor=administrator, on=TOMORROW)

        case.refresh_from_db()
        assert case.due_on == SIX_WEEKS_AFTER_TOMORROW
        assert do(case, "strike_off", on=long_after)

    def test_one_can_read_and_object_before_it_is_posted(self, refused, client):
        teacher = refused.cycle.registration.person
        client.force_login(teacher)

        page = client.get(refused.get_absolute_url())
        case = object_to_decision(refused, actor=teacher, words="Ik mis uren.", on=TODAY)

        assert "begint op de dag waarop wij hem versturen" in page.text
        assert "Geachte" in page.text
        assert case.due_on == date(2026, 7, 6)

    def test_a_mail_that_comes_back_later_moves_the_term(self, settings, administrator):
        settings.EMAIL_BACKEND = OF_SMTP
        teacher_with(hours=100, since=date(2021, 8, 1), planned_until=TODAY)
        close_ended(on=TODAY)
        run_outbox()
        decision = Decision.objects.get()
        assert again(decision) == (TODAY, date(2026, 4, 13))

        note_came_back(Message.objects.get(), actor=administrator)
        batch = make_letters(actor=administrator, posts_on=TOMORROW, on=TODAY)
        post_letters(batch, actor=administrator, on=TOMORROW)

        assert again(decision) == (TOMORROW, SIX_WEEKS_AFTER_TOMORROW)

    def test_the_new_address_is_mailed_instead(self, refused, administrator, settings):
        settings.EMAIL_BACKEND = f"{__name__}.Taking"

        mail_once_more(Message.objects.get(), actor=administrator)
        run_outbox()

        assert again(refused) == (TODAY, date(2026, 4, 13))
        assert not to_print(administrator).exists()


class TestBatch:
    def test_a_notice_is_in_one_batch_at_a_time(self, refused, administrator):
        batch = make_letters(actor=administrator, posts_on=TODAY, on=TODAY)
        with pytest.raises(Refused, match="niets"):
            make_letters(actor=administrator, posts_on=TODAY, on=TODAY)
        drop_letters(batch, actor=administrator)

        second = make_letters(actor=administrator, posts_on=TOMORROW, on=TODAY)

        assert (messages_of(batch), messages_of(second)) == ([], [Message.objects.get()])

    def test_it_is_posted_once_and_not_before_its_day(self, refused, administrator):
        batch = make_letters(actor=administrator, posts_on=TOMORROW, on=TODAY)
        with pytest.raises(Refused, match="3 maart 2026"):
            post_letters(batch, actor=administrator, on=TODAY)
        post_letters(batch, actor=administrator, on=TOMORROW)

        with pytest.raises(InvalidMove):
            post_letters(batch, actor=administrator, on=TOMORROW)

    @pytest.mark.parametrize("days", [-1, 8])
    def test_the_day_is_today_or_in_the_coming_week(self, refused, administrator, days):
        with pytest.raises(Refused):
            make_letters(actor=administrator, posts_on=TODAY + timedelta(days), on=TODAY)

    def test_the_letters_name_the_last_day_counted_from_posting(self, refused, administrator):
        batch = make_letters(actor=administrator, posts_on=TOMORROW, on=TODAY)

        pdf = batch_pdf(batch, messages_of(batch))

        assert pdf.startswith(b"%PDF-")

    def test_only_administrators_do_this_and_never_for_themselves(self, refused):
        teacher = refused.cycle.registration.person
        own = PersonFactory(administrator=True)
        Message.objects.update(person=own)

        with pytest.raises(PermissionDenied):
            make_letters(actor=teacher, posts_on=TODAY, on=TODAY)
        with pytest.raises(Refused, match="niets"):
            make_letters(actor=own, posts_on=TODAY, on=TODAY)
        with pytest.raises(PermissionDenied):
            note_came_back(Message.objects.get(), actor=own)


class TestPages:
    def test_from_the_list_to_posted(self, refused, administrator, client):
        client.force_login(administrator)
        assert "1</em> bericht wacht op een brief" in client.get(reverse("register:post")).text

        made = client.post(reverse("register:post"), {"posts_on": "2-3-2026"})
        letters = client.get(f"{made.url}brieven.pdf")
        page = client.post(f"{made.url}verstuurd/", follow=True)

        assert letters["Content-Type"] == "application/pdf"
        assert "Deze brieven zijn verstuurd" in page.text
        assert again(refused) == (TODAY, date(2026, 4, 13))

    def test_nobody_else_finds_it(self, refused, client):
        client.force_login(PersonFactory(committee=True))

        assert client.get(reverse("register:post")).status_code == NOT_FOUND

    def test_the_list_asks_the_same_however_long(
        self, administrator, client, settings, django_assert_max_num_queries
    ):
        settings.EMAIL_BACKEND = REFUSING
        for _ in range(3):
            teacher_with(hours=100, since=date(2021, 8, 1), planned_until=TODAY)
        close_ended(on=TODAY)
        run_outbox()
        client.force_login(administrator)

        with django_assert_max_num_queries(10):
            assert client.get(reverse("register:post")).status_code == OK


def test_who_gave_an_address_has_it_on_the_letter(administrator, refused):
    teacher = refused.cycle.registration.person
    home = Envelope("Kade 7 bis", "1234 AB", "Utrecht")
    set_postal_address(teacher, actor=teacher, envelope=home)
    batch = make_letters(actor=administrator, posts_on=TODAY, on=TODAY)

    words = text_of(batch_pdf(batch, messages_of(batch)))

    assert f"{teacher.full_name} Kade 7 bis 1234 AB Utrecht" in words
