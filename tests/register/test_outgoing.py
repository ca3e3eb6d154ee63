"""How far the work in the background is, and trying again what was given up."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEvent, OutboxMessage
from core.outbox import MAX_ATTEMPTS
from register.selectors.outgoing import kind_of, outgoing
from register.services.outgoing import retry
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db
CERTIFICATE, MAIL = "register.tasks.make_certificate", "cpd.tasks.mail_session"


@pytest.fixture
def administrator():
    return PersonFactory(administrator=True)


def message(task=CERTIFICATE, **values):
    key = f"{task}-{OutboxMessage.objects.count()}"
    found = OutboxMessage.objects.create(key=key, task=task)
    OutboxMessage.objects.filter(pk=found.pk).update(**values)
    return found


def given_up(task=CERTIFICATE):
    later = timezone.now() + timedelta(hours=6)
    return message(task, attempts=MAX_ATTEMPTS, next_try_at=later, last_error="OSError")


def test_a_kind_of_work_says_how_far_it_is():
    message()
    message(attempts=1, last_error="SMTPException")
    given_up()
    message(attempts=1, done_at=timezone.now())

    [row] = outgoing()

    assert row.kind.code == "certificates"
    assert (row.all, row.done, row.waiting, row.tried, row.given_up) == (4, 1, 3, 1, 1)


def test_what_was_done_before_the_last_day_is_history():
    message(attempts=1, done_at=timezone.now() - timedelta(hours=25))

    assert outgoing() == []


@pytest.mark.parametrize(
    ("task", "kind"),
    [
        (CERTIFICATE, "certificates"),
        ("register.tasks.send_certificate", "other"),
        ("register.tasks.send_case_event", "notices"),
        ("schools.schedule.apply_delivery", "deliveries"),
        (MAIL, "courses"),
        ("new.tasks.nobody_named", "other"),
    ],
)
def test_every_task_is_of_some_kind(task, kind):
    assert kind_of(task).code == kind


def test_an_administrator_has_one_kind_of_work_tried_again(administrator):
    certificate, mail, waiting = given_up(), given_up(MAIL), message(attempts=2)

    count = retry("certificates", actor=administrator)

    attempts = dict(OutboxMessage.objects.values_list("pk", "attempts"))
    assert count == 1
    assert attempts == {certificate.pk: 0, mail.pk: MAX_ATTEMPTS, waiting.pk: 2}
    [event] = AuditEvent.objects.filter(action="outboxmessage.retried")
    assert (event.subject_pk, event.actor_id) == (certificate.pk, administrator.pk)


@pytest.mark.parametrize("role", ["teacher", "hr_officer", "provider", "validator", "committee"])
def test_nobody_else_has_work_tried_again(role):
    found = given_up()

    with pytest.raises(PermissionDenied):
        retry("certificates", actor=PersonFactory(**{role: True}))

    found.refresh_from_db()
    assert found.attempts == MAX_ATTEMPTS


def test_the_page_asks_as_much_for_many_messages(client, administrator, django_assert_num_queries):
    client.force_login(administrator)
    for _ in range(30):
        message()
        given_up(MAIL)
    client.get(reverse("register:outgoing"))

    with django_assert_num_queries(6):
        page = client.get(reverse("register:outgoing"))

    assert "0 van 30" in page.text


def test_the_button_leads_back_to_the_page(client, administrator):
    given_up()
    client.force_login(administrator)

    page = client.post(reverse("register:retry", args=["certificates"]), follow=True)

    assert "1 bericht wordt opnieuw geprobeerd." in page.text
