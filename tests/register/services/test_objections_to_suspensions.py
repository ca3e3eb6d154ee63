"""A provider that was suspended objects, through the same engine as everybody else."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core.errors import Refused
from core.models import AuditEvent
from cpd.models import Offer
from cpd.services.suspensions import lift_suspension, revoke_suspension
from register.choices.cases import CaseStatus
from register.letters.case_letters import letter_html
from register.letters.contents import case_letter
from register.models import Case
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import OfferFactory, SuspensionFactory
from tests.register.conftest import TODAY
from tests.register.posted import run_outbox
from tests.register.procedures import (
    administrator,
    colleague_of,
    do,
    objection_to_suspension,
    suspended,
)

pytestmark = pytest.mark.django_db
NOT_FOUND = 404


@pytest.fixture
def suspension():
    return suspended()


def object_here(suspension) -> str:
    return reverse("register:object_suspension", args=[suspension.pk])


def to_be_decided(suspension) -> Case:
    editor = colleague_of(suspension)
    case = objection_to_suspension(suspension, by=editor)
    do(case, "admit")
    do(case, "waive_hearing", by=editor)
    do(case, "advise", by=PersonFactory(objections=True))
    return case


def test_the_page_of_the_provider_says_until_when_and_leads_to_the_objection(client, suspension):
    client.force_login(colleague_of(suspension))
    before = client.get("/aanbieder/").text
    form = client.get(object_here(suspension)).text

    answer = client.post(object_here(suspension), {"words": "Het is opgelost."})

    case = Case.objects.get()
    assert "U kunt bezwaar maken tot en met 13 april 2026" in before
    assert object_here(suspension) in before
    assert "<b>De schorsing vanaf 2 maart 2026</b>" in form
    assert answer.url == case.get_absolute_url() == client.get(object_here(suspension)).url
    assert case.due_on == date(2026, 7, 6), "twelve weeks after the six for objecting"
    assert "De schorsing vanaf 2 maart 2026" in client.get("/aanbieder/bezwaren/").text


def test_one_that_is_still_to_begin_is_shown_and_contested_too(client):
    later = SuspensionFactory(since=date(2026, 4, 1), notified_on=TODAY)
    client.force_login(colleague_of(later))

    page = client.get("/aanbieder/").text

    assert "geschorst vanaf 1 april 2026" in page
    assert objection_to_suspension(later).status == CaseStatus.RECEIVED


def test_of_one_that_was_lifted_the_list_of_objections_says_until_when(client, suspension):
    client.force_login(colleague_of(suspension))
    lift_suspension(suspension, actor=administrator(), on=TODAY, reason="Opgelost.")
    undone = client.get("/aanbieder/bezwaren/").text
    suspension.refresh_from_db()
    suspension.since = date(2026, 2, 20)
    suspension.save()

    assert object_here(suspension) not in undone, "it never held"
    assert object_here(suspension) in client.get("/aanbieder/bezwaren/").text
    assert objection_to_suspension(suspension).status == CaseStatus.RECEIVED


def test_who_is_right_was_never_suspended(suspension):
    offer = OfferFactory(validated=True, provider=suspension.provider)
    offer.valid_since = TODAY
    offer.save()
    case = to_be_decided(suspension)

    event = do(case, "uphold")

    suspension.refresh_from_db()
    assert suspension.taken_back
    assert list(Offer.objects.current(TODAY)) == [offer]
    assert "alsof u nooit geschorst was" in letter_html(case_letter(event))
    acts = AuditEvent.objects.about(suspension).values_list("action", flat=True)
    assert list(acts) == ["suspension.revoked"]


def test_why_it_was_lifted_before_stays_to_be_read(suspension):
    lift_suspension(suspension, actor=administrator(), on=TODAY, reason="Opgelost.")

    revoke_suspension(suspension.pk, actor=None)

    suspension.refresh_from_db()
    assert suspension.lifted_because == "Opgelost. Het bezwaar tegen de schorsing is gegrond."


def test_who_is_not_right_stays_suspended_and_is_told_of_the_court(suspension, mailoutbox):
    case = to_be_decided(suspension)

    event = do(case, "dismiss")
    run_outbox()

    event.refresh_from_db()
    suspension.refresh_from_db()
    assert suspension.until is None
    assert event.remedy_until == date(2026, 4, 13)
    told = mailoutbox[-1].body
    assert case.get_absolute_url() in told
    assert told.startswith(f"Beste collega’s van {suspension.provider.name},")
    assert "Het gaat over uw schorsing." in told


def test_who_imposed_it_does_not_decide(suspension):
    case = to_be_decided(suspension)

    with pytest.raises(PermissionDenied):
        do(case, "uphold", by=suspension.imposed_by)


def test_nobody_works_on_the_objection_of_an_own_provider(suspension):
    objection_to_suspension(suspension)
    member = colleague_of(suspension, administrator=True)

    assert not Case.objects.for_desk(member).exists()


def test_only_who_works_for_the_provider_objects_and_follows(client, suspension):
    elsewhere = colleague_of(suspended())
    with pytest.raises(PermissionDenied):
        objection_to_suspension(suspension, by=elsewhere)
    case = objection_to_suspension(suspension)

    client.force_login(elsewhere)

    assert client.get(object_here(suspension)).status_code == NOT_FOUND
    assert client.get(case.get_absolute_url()).status_code == NOT_FOUND


@pytest.mark.parametrize(
    ("traits", "words"),
    [({}, "De brief moet nog"), ({"notified_on": TODAY, "taken_back": True}, "geen bezwaar")],
)
def test_what_was_not_told_or_was_taken_back_is_not_objected_to(traits, words):
    contested = SuspensionFactory(since=TODAY, **traits)

    with pytest.raises(Refused, match=words):
        objection_to_suspension(contested)


def test_nobody_objects_twice_at_once(suspension):
    objection_to_suspension(suspension)

    with pytest.raises(Refused) as refused:
        objection_to_suspension(suspension)

    assert refused.value.code == "objected"
