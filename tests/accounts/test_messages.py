"""What people are told, how it reaches them, and who can see that."""

from smtplib import SMTPException, SMTPRecipientsRefused

import pytest
from django.core.exceptions import PermissionDenied
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse

from accounts.choices import MessageKind, Way
from accounts.models import Message
from accounts.services.messages import choose_mail, tell
from accounts.texts import Words
from core.models import AuditEvent
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db

OK, NOT_FOUND = 200, 404


class Refusing(BaseEmailBackend):
    """A mail server that knows nobody."""

    def send_messages(self, messages) -> int:
        raise SMTPRecipientsRefused({})


class Down(BaseEmailBackend):
    def send_messages(self, messages) -> int:
        raise SMTPException


@pytest.fixture
def teacher():
    return PersonFactory(teacher=True)


def told(person, kind=MessageKind.REMINDER, key="reminder-1"):
    return tell(
        person, actor=None, key=key, kind=kind, words=Words("Uw periode", "Nog 12 dagen.\n")
    )


def test_a_message_is_mailed_and_kept_as_it_was(teacher, mailoutbox):
    message = told(teacher)

    [mail] = mailoutbox
    assert (mail.to, mail.subject, mail.body) == ([teacher.email], "Uw periode", "Nog 12 dagen.\n")
    assert (message.way, message.subject, message.body) == (Way.MAIL, mail.subject, mail.body)
    assert AuditEvent.objects.get(action="message.told").data == {"kind": "reminder", "way": "mail"}


def test_nobody_is_told_the_same_thing_twice(teacher, mailoutbox):
    assert told(teacher) == told(teacher)

    assert (Message.objects.count(), len(mailoutbox)) == (1, 1)


def test_a_second_try_has_the_name_of_the_first(teacher, mailoutbox):
    told(teacher)

    assert mailoutbox[0].extra_headers == {"Message-ID": "<reminder-1@lerarenregister>"}


def test_who_opted_out_gets_official_notices_only(teacher, mailoutbox):
    choose_mail(teacher, actor=teacher, wanted=False)

    reminder = told(teacher)
    notice = told(teacher, MessageKind.NOTICE, key="decision-1")

    assert (reminder.way, notice.way) == (Way.HERE, Way.MAIL)
    assert len(mailoutbox) == 1


def test_who_opts_in_again_gets_mail_again(teacher):
    choose_mail(teacher, actor=teacher, wanted=False)
    choose_mail(teacher, actor=teacher, wanted=True)

    assert told(teacher).way == Way.MAIL


def test_nobody_chooses_it_for_somebody_else(teacher):
    with pytest.raises(PermissionDenied):
        choose_mail(teacher, actor=PersonFactory(administrator=True), wanted=False)


@pytest.mark.parametrize(
    ("kind", "way"), [(MessageKind.NOTICE, Way.BOUNCED), (MessageKind.NEWS, Way.HERE)]
)
def test_without_an_address_only_a_notice_has_to_go_by_letter(kind, way):
    assert told(PersonFactory(), kind).way == way


def test_a_refused_notice_waits_to_be_printed(teacher, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"

    message = told(teacher, MessageKind.NOTICE)
    told(teacher, MessageKind.NEWS, key="news-1")

    assert list(Message.objects.to_print()) == [message]


def test_a_server_that_is_down_leaves_nothing_behind(teacher, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Down"

    with pytest.raises(SMTPException):
        told(teacher)

    assert not Message.objects.exists()


class TestPages:
    def test_a_teacher_reads_the_own_messages(self, client, teacher):
        client.force_login(teacher)

        page = client.get(told(teacher).get_absolute_url())

        assert "Nog 12 dagen." in page.text

    def test_the_message_of_another_does_not_exist(self, client, teacher):
        client.force_login(PersonFactory(teacher=True))

        assert client.get(told(teacher).get_absolute_url()).status_code == NOT_FOUND

    def test_the_choice_is_one_press(self, client, teacher):
        client.force_login(teacher)

        client.post(reverse("accounts:choose_mail"), {"wanted": "no"})

        page = client.get(reverse("accounts:messages"))
        assert "U krijgt alleen officiële berichten per e-mail." in page.text
        assert told(teacher).way == Way.HERE

    def test_an_administrator_sees_what_was_sent_but_not_the_words(self, client, teacher):
        told(teacher)
        client.force_login(PersonFactory(administrator=True))

        page = client.get(reverse("accounts:all_messages"), {"q": teacher.number})

        assert "Uw periode" in page.text
        assert "Nog 12 dagen." not in page.text

    @pytest.mark.parametrize(
        ("way", "shown"), [("mail", True), ("bounced", False), ("nonsense", True)]
    )
    def test_the_list_narrows_to_how_messages_arrived(self, client, teacher, way, shown):
        told(teacher)
        client.force_login(PersonFactory(administrator=True))

        page = client.get(reverse("accounts:all_messages"), {"way": way})

        assert ("Uw periode" in page.text) == shown

    def test_only_administrators_see_the_list(self, client, teacher):
        client.force_login(teacher)

        assert client.get(reverse("accounts:all_messages")).status_code == NOT_FOUND

    def test_the_list_asks_the_same_of_the_database_however_long_it_is(
        self, client, django_assert_max_num_queries
    ):
        client.force_login(PersonFactory(administrator=True))
        for n in range(3):
            told(PersonFactory(teacher=True), key=f"reminder-{n}")
        url = reverse("accounts:all_messages")

        with django_assert_max_num_queries(8):
            assert client.get(url).status_code == OK
