"""The conversation: what a teacher shows to one other person, and what the two agree."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.services.alarms import raise_alarm, undo_claim
from core.errors import InvalidMove, Refused
from core.models import AuditEvent, OutboxMessage
from register.models import Agreement, Conversation
from register.selectors.conversations import conversation_of, plain_token
from register.services.conversations import agree, confirm_agreement, revoke, share
from tests.factories.accounts import ClaimCodeFactory, PersonFactory
from tests.factories.cpd import ActivityFactory
from tests.factories.register import RegistrationFactory
from tests.register.conftest import TODAY
from tests.register.posted import run_outbox
from tests.register.teachers import teacher_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher():
    return teacher_with(hours={"pedagogy": 12}).registration.person


def shared(teacher, **changes):
    asked = {
        "actor": teacher,
        "on": TODAY,
        "name": "Bea Smit",
        "email": "bea@school.example",
        "days": 30,
        "with_report": False,
        "activities": [ActivityFactory(person=teacher, title="Lesbezoek bij Anouk").pk],
    }
    return share(teacher, **(asked | changes))


@pytest.fixture
def conversation(teacher):
    return shared(teacher)


def link(conversation):
    return reverse("register:conversation_link", args=[plain_token(conversation)])


# Sharing


def test_the_link_goes_to_the_address_that_was_given(conversation, mailoutbox):
    run_outbox()

    [mail] = mailoutbox
    assert mail.to == ["bea@school.example"]
    assert link(conversation) in mail.body


def test_no_address_and_no_secret_stands_in_outbox_or_trail(conversation):
    written = str(list(OutboxMessage.objects.values_list("key", "kwargs")))
    written += str(list(AuditEvent.objects.values_list("data")))

    assert "bea@" not in written
    assert plain_token(conversation) not in written


def test_a_form_that_is_sent_twice_makes_one_conversation_and_one_mail(teacher, mailoutbox):
    shown = [ActivityFactory(person=teacher).pk]

    first, again = (shared(teacher, activities=shown) for _ in range(2))
    run_outbox()

    assert again == first
    assert len(mailoutbox) == 1


def test_something_else_or_after_stopping_is_another_conversation(teacher):
    shown = [ActivityFactory(person=teacher).pk]
    first = shared(teacher, activities=shown)

    assert shared(teacher, activities=shown, with_report=True) != first
    assert shared(teacher) != first
    revoke(first, actor=teacher)
    assert shared(teacher, activities=shown) != first


def test_the_same_words_are_one_agreement(conversation):
    for _ in range(2):
        agree(conversation, actor=conversation.person, text="Samen kijken naar toetsen.")

    assert Agreement.objects.count() == 1


def test_nothing_chosen_is_nothing_to_show(teacher):
    with pytest.raises(Refused):
        shared(teacher, activities=[])


def test_what_belongs_to_another_cannot_be_shown(teacher):
    with pytest.raises(Refused):
        shared(teacher, activities=[ActivityFactory().pk])


def test_nobody_shows_what_is_anothers(teacher):
    with pytest.raises(PermissionDenied):
        shared(teacher, actor=PersonFactory(teacher=True))


# Looking


def test_the_other_sees_what_was_chosen_and_nothing_else(client, conversation):
    ActivityFactory(person=conversation.person, title="Loopbaancoaching")

    page = client.get(link(conversation), follow=True)

    assert "Lesbezoek bij Anouk" in page.text
    assert "Loopbaancoaching" not in page.text
    assert "van 160 uur" not in page.text
    assert page.redirect_chain[-1][0] == reverse("register:shown_to_me")


def test_with_the_report_the_requirements_stand_there_too(client, teacher):
    page = client.get(link(shared(teacher, with_report=True)), follow=True)

    assert "<b>12</b> van 160 uur" in page.text


def test_the_teacher_sees_that_it_was_opened(client, conversation):
    client.get(link(conversation), follow=True)

    conversation.refresh_from_db()
    assert conversation.opened_at


def test_after_its_last_day_the_link_shows_nothing(conversation):
    token = plain_token(conversation)

    assert conversation_of(token, on=conversation.until - timedelta(days=1)) == conversation
    assert conversation_of(token, on=conversation.until) is None


def test_once_stopped_the_link_shows_nothing_at_once(client, conversation):
    client.get(link(conversation), follow=True)
    revoke(conversation, actor=conversation.person)

    page = client.get(reverse("register:shown_to_me"))

    assert page.status_code == 410
    assert "Anouk" not in page.text
    with pytest.raises(InvalidMove):
        revoke(conversation, actor=conversation.person)


def test_whoever_claimed_a_file_of_another_shows_it_to_nobody_any_more(conversation):
    teacher, token = conversation.person, plain_token(conversation)
    alarm = raise_alarm(ClaimCodeFactory(person=teacher), actor=None)
    assert conversation_of(token, on=TODAY) is None

    undo_claim(alarm, actor=PersonFactory(administrator=True), finding="Het was een ander.")

    conversation.refresh_from_db()
    assert conversation.status == "revoked"
    assert conversation_of(token, on=TODAY) is None


def test_a_link_that_was_made_up_shows_nothing(client, conversation):
    page = client.get(link(conversation)[:-4] + "xyz/", follow=True)

    assert page.status_code == 410


def test_what_was_removed_from_the_file_is_gone_here_too(client, conversation):
    conversation.person.activities.filter(title="Lesbezoek bij Anouk").update(status="withdrawn")

    assert "Anouk" not in client.get(link(conversation), follow=True).text


# Agreeing


def test_an_agreement_holds_when_both_confirmed_it(conversation):
    agreement = agree(conversation, actor=conversation.person, text="Elke maand een lesbezoek.")
    assert not agreement.holds

    confirm_agreement(agreement, actor=None)

    agreement.refresh_from_db()
    assert agreement.holds


def test_the_other_writes_too_and_the_teacher_confirms(client, conversation):
    client.get(link(conversation), follow=True)
    client.post(reverse("register:shown_to_me"), {"text": "Ik kom kijken in mei."})
    agreement = Agreement.objects.get()
    assert (agreement.by_teacher, agreement.holds) == (False, False)

    client.force_login(conversation.person)
    client.post(reverse("register:agreement_confirm", args=[agreement.pk]))

    agreement.refresh_from_db()
    assert agreement.holds


def test_nobody_confirms_for_the_other(conversation):
    agreement = agree(conversation, actor=conversation.person, text="Een cursus.")

    confirm_agreement(agreement, actor=conversation.person)

    agreement.refresh_from_db()
    assert not agreement.holds


def test_a_stopped_conversation_takes_no_agreements(conversation):
    revoke(conversation, actor=conversation.person)

    for actor in (conversation.person, None):
        with pytest.raises(Refused):
            agree(conversation, actor=actor, text="Toch nog iets.")


def test_another_teacher_writes_and_confirms_nothing(client, conversation):
    agreement = agree(conversation, actor=None, text="Een cursus.")
    other = PersonFactory(teacher=True)
    client.force_login(other)

    assert client.get(conversation.get_absolute_url()).status_code == 404
    for name, key in [
        ("conversation_revoke", conversation.pk),
        ("agreement_confirm", agreement.pk),
        ("partner_confirm", agreement.pk),
    ]:
        assert client.post(reverse(f"register:{name}", args=[key])).status_code == 404
    with pytest.raises(PermissionDenied):
        agree(conversation, actor=other, text="Iets.")


# The teacher's pages


def test_a_teacher_prepares_and_stops_a_conversation(client, teacher):
    client.force_login(teacher)
    activity = ActivityFactory(person=teacher, title="Lesbezoek bij Anouk")
    form = {"name": "Bea Smit", "email": "bea@school.example", "days": "14"}

    page = client.post(
        reverse("register:conversation_new"), {**form, "activities": activity.pk}, follow=True
    )

    made = Conversation.objects.get()
    assert made.until == date(2026, 3, 16)
    assert "Bea Smit ziet dit tot en met <em>15 maart 2026</em>" in " ".join(page.text.split())
    client.post(reverse("register:conversation_revoke", args=[made.pk]))
    page = client.get(made.get_absolute_url())
    assert "U laat Bea Smit niets meer zien" in page.text


def test_without_a_choice_the_form_says_so(client, teacher):
    client.force_login(teacher)
    form = {"name": "Bea Smit", "email": "bea@school.example", "days": "14"}

    page = client.post(reverse("register:conversation_new"), form)

    assert "Kies wat u wilt laten zien." in page.text
    assert not Conversation.objects.exists()


@pytest.mark.parametrize("trait", ["hr_officer", "administrator", "committee"])
def test_staff_of_school_and_register_have_no_such_pages(client, conversation, trait):
    client.force_login(PersonFactory(**{trait: True}))

    assert client.get(conversation.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("asked_of", "offered"), [(True, True), (False, False)])
def test_what_is_needed_is_offered_only_to_whom_something_is_asked_of(
    client, teacher, asked_of, offered
):
    person = teacher if asked_of else RegistrationFactory(anteroom=True).person
    client.force_login(person)
    shown = ActivityFactory(person=person).pk
    new = reverse("register:conversation_new")

    page = client.get(new).text
    client.post(
        new, {"name": "Bea", "email": "bea@school.example", "days": "30", "activities": shown}
    )

    assert ('name="with_report"' in page) == offered
    assert not Conversation.objects.get().with_report
