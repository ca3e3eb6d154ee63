"""A provider is stopped for a time: nothing new is offered, nothing followed meanwhile."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from core.errors import Refused
from core.models import AuditEvent
from core.schedule import sweep_outbox
from cpd.models import Offer, Suspension
from cpd.services.activities import follow_offer
from cpd.services.offers import submit_offer
from cpd.services.sessions import plan_session
from cpd.services.suspensions import lift_suspension, suspend_provider
from tests.cpd.conftest import TODAY
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import OfferFactory, ProviderFactory, SuspensionFactory

from .test_activities import codes
from .test_sessions import EVENING

pytestmark = pytest.mark.django_db
SINCE = date(2026, 11, 16)
BEFORE = SINCE - timedelta(days=1)


@pytest.fixture
def administrator():
    return PersonFactory(administrator=True)


def suspend(provider, administrator, **kwargs):
    given = {"on": TODAY, "since": TODAY, "reason": "De docenten hebben geen hbo-niveau."}
    return suspend_provider(provider, actor=administrator, **{**given, **kwargs})


def test_who_works_there_is_told_why_and_what_to_do(administrator):
    provider = ProviderFactory(name="Museum Pakhuis")
    editor = PersonFactory(provider=True, role__organisation=provider)

    suspension = suspend(provider, administrator)
    sweep_outbox()

    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (
        [editor.email],
        "Geschorst als aanbieder: Museum Pakhuis",
    )
    assert "De docenten hebben geen hbo-niveau." in letter.body
    assert "met de knop op die pagina" in letter.body
    suspension.refresh_from_db()
    assert (suspension.imposed_by, suspension.notified_on) == (administrator, TODAY)
    acts = AuditEvent.objects.about(suspension).values_list("action", flat=True)
    assert set(acts) == {"suspension.imposed", "suspension.notified"}


def test_its_courses_leave_the_catalogue_and_come_back():
    offer = OfferFactory(validated=True)
    suspension = SuspensionFactory(provider=offer.provider, since=SINCE)

    assert list(Offer.objects.current(BEFORE)) == [offer]
    assert list(Offer.objects.current(SINCE)) == []
    Suspension.objects.filter(pk=suspension.pk).update(until=TODAY, lifted_because="Opgelost.")
    assert list(Offer.objects.current(TODAY)) == [offer]


@pytest.mark.parametrize(("day", "refused"), [(BEFORE, []), (SINCE, ["not_valid_on_day"])])
def test_a_course_is_followed_on_days_before_it_only(day, refused):
    offer = OfferFactory(validated=True)
    SuspensionFactory(provider=offer.provider, since=SINCE)
    teacher = PersonFactory(teacher=True)
    found = []

    try:
        follow_offer(offer, actor=teacher, on=TODAY, done_on=day)
    except Refused as refusal:
        found = [error.code for error in refusal.error_list]

    assert found == refused
    assert teacher.activities.exists() is not bool(refused)


def test_nothing_new_is_handed_in_or_planned():
    provider = SuspensionFactory(since=SINCE).provider
    editor = PersonFactory(provider=True, role__organisation=provider)
    draft = OfferFactory(provider=provider)
    valid = OfferFactory(provider=provider, validated=True)

    with pytest.raises(Refused) as handing_in:
        submit_offer(draft, actor=editor, on=TODAY)
    with pytest.raises(Refused) as planning:
        plan_session(valid, actor=editor, on=TODAY, occasion=EVENING)

    assert [codes(handing_in), codes(planning)] == [["suspended"], ["suspended"]]


def test_lifting_it_keeps_the_history(administrator):
    suspension = SuspensionFactory(since=SINCE)

    lift_suspension(suspension, actor=administrator, on=TODAY, reason="Het is opgelost.")

    suspension.refresh_from_db()
    assert (suspension.since, suspension.until) == (SINCE, TODAY)
    assert [suspension.holds_on(day) for day in (BEFORE, SINCE, TODAY)] == [False, True, False]


def test_one_that_did_not_begin_is_undone(administrator):
    suspension = suspend(ProviderFactory(), administrator, since=date(2026, 12, 1))

    lifted = lift_suspension(suspension, actor=administrator, on=TODAY, reason="Toch niet.")

    assert not lifted.holds_on(date(2026, 12, 1))


def test_it_is_lifted_once(administrator):
    with pytest.raises(Refused) as refusal:
        lift_suspension(
            SuspensionFactory(lifted=True), actor=administrator, on=TODAY, reason="Nog eens."
        )

    assert codes(refusal) == ["lifted"]


def test_it_does_not_reach_back(administrator):
    with pytest.raises(Refused) as refusal:
        suspend(ProviderFactory(), administrator, since=BEFORE)

    assert codes(refusal) == ["past"]


def test_a_provider_is_not_suspended_twice_at_a_time(administrator):
    provider = SuspensionFactory(since=SINCE).provider

    with pytest.raises(ValidationError):
        suspend(provider, administrator)


def test_the_database_knows_too():
    provider = SuspensionFactory(since=SINCE).provider

    with pytest.raises(IntegrityError), transaction.atomic():
        SuspensionFactory(provider=provider, since=TODAY)


@pytest.mark.parametrize("who", ["provider", "teacher", "validator"])
def test_others_do_not_suspend(who):
    with pytest.raises(PermissionDenied):
        suspend(ProviderFactory(), PersonFactory(**{who: True}))


def test_nobody_lifts_that_of_their_own_provider(administrator):
    suspension = SuspensionFactory()
    administrator.roles.create(
        organisation=suspension.provider, kind="provider_editor", since=date(2026, 1, 1)
    )

    with pytest.raises(PermissionDenied):
        lift_suspension(suspension, actor=administrator, on=TODAY, reason="Het is goed.")
