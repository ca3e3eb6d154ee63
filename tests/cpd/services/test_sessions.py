from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from core.errors import InvalidMove, Refused
from core.models import AuditEvent, OutboxMessage
from core.outbox import run
from cpd.attending import Occasion
from cpd.models import Intention, Session
from cpd.services.sessions import (
    cancel_session,
    change_mind,
    change_session,
    forget_past_sessions,
    intend,
    plan_session,
)
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import OfferFactory, SessionFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
EVENING = Occasion(
    since=date(2026, 12, 10),
    until=date(2026, 12, 11),
    starts_at=time(19, 30),
    ends_at=time(21),
    seats=24,
    venue="De Waag",
    town="Deventer",
    province="overijssel",
)


def editor_of(offer):
    return PersonFactory(provider=True, role__organisation=offer.provider)


def plan(offer, occasion=EVENING, actor=None):
    return plan_session(offer, actor=actor or editor_of(offer), on=TODAY, occasion=occasion)


def codes(refusal):
    return [error.code for error in refusal.error_list]


def send_all():
    for pk in OutboxMessage.objects.order_by("pk").values_list("pk", flat=True):
        run(pk)


def test_a_session_of_a_validated_course_is_planned():
    session = plan(OfferFactory(validated=True))

    assert (session.status, session.last_day) == ("planned", date(2026, 12, 10))
    assert AuditEvent.objects.about(session).get().action == "session.planned"


def test_a_second_press_plans_nothing_but_another_group_does():
    offer = OfferFactory(validated=True)
    first = plan(offer)

    with pytest.raises(Refused) as refused:
        plan(offer)
    plan(offer, replace(EVENING, venue="De Waag, zaal 2"))
    cancel_session(first, actor=editor_of(offer), on=TODAY, reason="De trainer is ziek.")
    plan(offer)

    assert codes(refused.value) == ["planned_already"]
    assert offer.sessions.count() == 3


def test_a_course_that_is_not_validated_has_no_sessions():
    with pytest.raises(Refused) as refused:
        plan(OfferFactory(submitted=True))

    assert codes(refused.value) == ["not_validated"]


def test_another_provider_plans_nothing():
    with pytest.raises(PermissionDenied):
        plan(OfferFactory(validated=True), actor=PersonFactory(provider=True))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"since": date(2026, 11, 20)}, "past"),
        ({"since": date(2036, 1, 1), "until": date(2036, 1, 2)}, "far_away"),
        ({"until": date(2026, 12, 10)}, "ends_before"),
        ({"ends_at": time(19, 30)}, "ends_before"),
        ({"until": date(2029, 2, 1)}, "too_long"),
        ({"seats": 0}, "seats"),
        ({"seats": 5001}, "seats"),
        ({"town": ""}, "place"),
        ({"price": Decimal(-1)}, "price_negative"),
    ],
)
def test_what_cannot_be_true_of_a_session_is_explained(wrong, code):
    with pytest.raises(Refused) as refused:
        plan(OfferFactory(validated=True), replace(EVENING, **wrong))

    assert codes(refused.value) == [code]


def test_a_course_has_two_hundred_sessions_to_come_at_most():
    offer = OfferFactory(validated=True)
    one = SessionFactory.build(offer=offer, to_come=True)
    Session.objects.bulk_create(SessionFactory.build(offer=offer, to_come=True) for _ in range(200))
    assert one.pk is None

    with pytest.raises(Refused) as refused:
        plan(offer)

    assert codes(refused.value) == ["too_many"]


@pytest.fixture
def expected():
    """A session to come, to which one teacher means to go."""
    session = SessionFactory(to_come=True)
    intend(session, actor=PersonFactory(teacher=True), on=TODAY)
    return session


def test_who_means_to_go_hears_where_it_is_now(expected):
    moved = replace(EVENING, venue="Schouwburg")

    change_session(expected, actor=editor_of(expected.offer), on=TODAY, occasion=moved, version=1)
    send_all()

    assert mail.outbox[0].subject == "Gewijzigd: Middeleeuwse letterkunde in de klas"
    assert "Schouwburg, Deventer" in mail.outbox[0].body


def test_more_seats_are_no_news(expected):
    more = replace(EVENING, venue="De Waag, Brink 1", seats=40)

    change_session(expected, actor=editor_of(expected.offer), on=TODAY, occasion=more, version=1)

    assert OutboxMessage.objects.count() == 0


def test_the_second_of_two_windows_is_told(expected):
    actor = editor_of(expected.offer)
    change_session(expected, actor=actor, on=TODAY, occasion=EVENING, version=1)

    with pytest.raises(Refused) as refused:
        change_session(expected, actor=actor, on=TODAY, occasion=EVENING, version=1)

    assert codes(refused.value) == ["changed_meanwhile"]


def test_a_cancelled_session_is_told_with_its_reason(expected):
    cancel_session(expected, actor=editor_of(expected.offer), on=TODAY, reason="De docent is ziek.")
    send_all()

    expected.refresh_from_db()
    assert expected.status == "cancelled"
    assert "De docent is ziek." in mail.outbox[0].body


def test_a_session_is_cancelled_once(expected):
    actor = editor_of(expected.offer)
    cancel_session(expected, actor=actor, on=TODAY, reason="De docent is ziek.")

    with pytest.raises(InvalidMove):
        cancel_session(expected, actor=actor, on=TODAY, reason="Nog eens.")


def test_what_has_begun_is_not_cancelled():
    session = SessionFactory()

    with pytest.raises(Refused) as refused:
        cancel_session(session, actor=editor_of(session.offer), on=TODAY, reason="Te laat.")

    assert codes(refused.value) == ["begun"]


@pytest.mark.parametrize("deed", ["change", "cancel"])
def test_another_provider_changes_and_cancels_nothing(expected, deed):
    actor = PersonFactory(provider=True)

    with pytest.raises(PermissionDenied):
        if deed == "cancel":
            cancel_session(expected, actor=actor, on=TODAY, reason="Nee.")
        else:
            change_session(expected, actor=actor, on=TODAY, occasion=EVENING, version=1)


def test_a_teacher_means_to_go_once_and_may_change_their_mind(expected):
    teacher = PersonFactory(teacher=True)
    intend(expected, actor=teacher, on=TODAY)
    intend(expected, actor=teacher, on=TODAY)
    assert Intention.objects.filter(person=teacher).count() == 1

    change_mind(expected, actor=teacher)

    assert not Intention.objects.filter(person=teacher).exists()


def test_nobody_means_to_go_to_what_is_over_or_cancelled():
    teacher = PersonFactory(teacher=True)
    with pytest.raises(Refused) as refused:
        intend(SessionFactory(), actor=teacher, on=TODAY)
    assert codes(refused.value) == ["over"]

    with pytest.raises(InvalidMove):
        intend(SessionFactory(to_come=True, cancelled=True), actor=teacher, on=TODAY)


def test_only_who_has_a_file_means_to_go(expected):
    with pytest.raises(PermissionDenied):
        intend(expected, actor=PersonFactory(provider=True), on=TODAY)


def places_of(offer):
    offer.refresh_from_db()
    return offer.places, offer.months


def test_the_catalogue_knows_where_and_when_sessions_to_come_are(expected):
    offer = expected.offer
    actor = editor_of(offer)
    plan(offer, replace(EVENING, online=True, since=date(2027, 1, 5), until=date(2027, 1, 6)))
    assert places_of(offer) == (["online", "overijssel"], ["2026-12", "2027-01"])

    cancel_session(expected, actor=actor, on=TODAY, reason="De docent is ziek.")

    assert places_of(offer) == (["online"], ["2027-01"])


def test_a_past_session_is_no_longer_found(expected):
    offer = expected.offer
    change_session(expected, actor=editor_of(offer), on=TODAY, occasion=EVENING, version=1)

    assert forget_past_sessions(on=date(2026, 12, 11)) == 1

    assert places_of(offer) == ([], [])
