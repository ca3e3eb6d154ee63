from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from core.errors import InvalidMove, Refused
from core.models import AuditEvent
from core.schedule import sweep_outbox
from cpd.models import Intention, SearchWord
from cpd.rules import Proposal
from cpd.selectors.offers import proposal_of
from cpd.services.offers import (
    change_offer,
    draft_offer,
    submit_offer,
    withdraw_offer,
)
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import (
    DUE_ON,
    SUBMITTED_ON,
    VALID_UNTIL,
    OfferFactory,
    ProviderFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
PROPOSAL = Proposal(
    title="Lezen én schrijven",
    kind="course",
    summary="Schrijf bij wat je leest.",
    learns="Deelnemers maken een leesdossier.",
    sectors=("po", "vo"),
    contact_hours=Decimal("7.5"),
    split={"subject_content": Decimal(5), "pedagogy": Decimal("2.5"), "professional_group": 0},
    price=Decimal("75.00"),
)


@pytest.fixture
def provider():
    return ProviderFactory(name="Stichting Taalklas")


@pytest.fixture
def editor(provider):
    return PersonFactory(provider=True, role__organisation=provider)


def acts(record):
    return list(AuditEvent.objects.about(record).values_list("action", flat=True))


def codes(refusal):
    return [error.code for error in refusal.value.error_list]


def test_an_offer_begins_as_a_draft(provider, editor):
    offer = draft_offer(provider, actor=editor, proposal=PROPOSAL)

    offer.refresh_from_db()
    assert (offer.status, offer.sectors, offer.price_per_hour) == ("draft", ["po", "vo"], 10)
    assert offer.search_words == [
        *("lezen", "en", "schrijven", "stichting", "taalklas"),
        *("schrijf", "bij", "wat", "je", "leest"),
    ]
    assert set(SearchWord.objects.values_list("text", flat=True)) == set(offer.search_words)
    assert offer.categories == ["subject_content", "pedagogy"]
    assert dict(offer.hours.values_list("category", "hours")) == {
        "subject_content": Decimal(5),
        "pedagogy": Decimal("2.5"),
    }
    assert acts(offer) == ["offer.drafted"]


def test_a_title_is_enough_for_a_draft(provider, editor):
    offer = draft_offer(provider, actor=editor, proposal=Proposal("Lezen", "course"))

    assert offer.status == "draft"


@pytest.mark.parametrize("trait", ["draft", "changes_asked"])
def test_an_offer_is_changed_while_it_is_the_providers_turn(provider, editor, trait):
    offer = OfferFactory(provider=provider, status=trait, first_submitted_on=SUBMITTED_ON)

    change_offer(offer, actor=editor, proposal=PROPOSAL, version=1)

    offer.refresh_from_db()
    assert (offer.title, offer.version) == ("Lezen én schrijven", 2)
    assert proposal_of(offer).split == {
        "subject_content": Decimal(5),
        "pedagogy": Decimal("2.5"),
    }
    assert acts(offer) == ["offer.changed"]


@pytest.mark.parametrize("trait", ["submitted", "validated", "refused", "expired", "withdrawn"])
def test_an_offer_is_not_changed_when_it_was_handed_in(provider, editor, trait):
    offer = OfferFactory(provider=provider, **{trait: True})

    with pytest.raises(Refused) as refusal:
        change_offer(offer, actor=editor, proposal=PROPOSAL, version=1)

    assert codes(refusal) == ["not_editable"]


def test_the_second_of_two_colleagues_is_told(provider, editor):
    offer = OfferFactory(provider=provider)
    change_offer(offer, actor=editor, proposal=PROPOSAL, version=1)

    with pytest.raises(Refused) as refusal:
        change_offer(offer, actor=editor, proposal=replace(PROPOSAL, title="Ook"), version=1)

    assert codes(refusal) == ["changed_meanwhile"]


def test_handing_in_starts_the_term(provider, editor):
    offer = OfferFactory(provider=provider)

    submission = submit_offer(offer, actor=editor, on=SUBMITTED_ON)

    offer.refresh_from_db()
    assert (offer.status, offer.due_on) == ("submitted", DUE_ON)
    assert offer.first_submitted_on == SUBMITTED_ON
    assert (submission.offer, submission.submitted_by) == (offer, editor)
    assert acts(offer) == ["offer.submit"]


def test_an_incomplete_offer_hears_at_once_what_is_missing(provider, editor):
    offer = draft_offer(provider, actor=editor, proposal=Proposal("Lezen", "course"))

    with pytest.raises(Refused) as refusal:
        submit_offer(offer, actor=editor, on=TODAY)

    assert codes(refusal) == ["summary", "learns", "sectors", "hours"]


def test_a_question_is_answered_when_handing_in_again(provider, editor):
    offer = OfferFactory(provider=provider, changes_asked=True)

    with pytest.raises(Refused) as refusal:
        submit_offer(offer, actor=editor, on=TODAY)
    submission = submit_offer(offer, actor=editor, on=TODAY, answer="De toets staat er nu bij.")

    offer.refresh_from_db()
    assert codes(refusal) == ["answer"]
    assert submission.answer == "De toets staat er nu bij."
    assert (offer.first_submitted_on, offer.due_on) == (SUBMITTED_ON, date(2026, 12, 19))


@pytest.mark.parametrize("trait", ["submitted", "validated", "refused", "expired", "withdrawn"])
def test_an_offer_is_handed_in_once(provider, editor, trait):
    offer = OfferFactory(provider=provider, **{trait: True})

    with pytest.raises(InvalidMove):
        submit_offer(offer, actor=editor, on=TODAY, answer="Nog een keer.")


@pytest.mark.parametrize("trait", ["submitted", "changes_asked"])
def test_an_offer_is_taken_back_before_it_is_judged(provider, editor, trait):
    offer = OfferFactory(provider=provider, **{trait: True})

    withdraw_offer(offer, actor=editor, on=TODAY)

    offer.refresh_from_db()
    assert (offer.status, offer.due_on, offer.valid_until) == ("withdrawn", None, None)


def test_withdrawing_ends_the_validity_today(provider, editor):
    offer = OfferFactory(provider=provider, validated=True)

    withdraw_offer(offer, actor=editor, on=TODAY)

    offer.refresh_from_db()
    assert (offer.status, offer.valid_until) == ("withdrawn", TODAY)
    assert acts(offer) == ["offer.withdraw"]


def test_withdrawing_cancels_the_sessions_to_come_and_tells_who_means_to_go(provider, editor):
    offer = OfferFactory(provider=provider, validated=True)
    coming, past = SessionFactory(offer=offer, to_come=True), SessionFactory(offer=offer)
    elsewhere = SessionFactory(to_come=True)
    for session in (coming, past, elsewhere):
        Intention.objects.create(session=session, person=PersonFactory(teacher=True))

    withdraw_offer(offer, actor=editor, on=TODAY, reason="Wij stoppen.")
    sweep_outbox()

    for session in (coming, past, elsewhere):
        session.refresh_from_db()
    assert (coming.status, coming.cancelled_because) == ("cancelled", "Wij stoppen.")
    assert (past.status, elsewhere.status) == ("planned", "planned")
    assert [letter.to for letter in mail.outbox] == [[coming.intentions.get().person.email]]
    assert "Wij stoppen." in mail.outbox[0].body


@pytest.mark.parametrize("trait", ["refused", "expired", "withdrawn"])
def test_what_is_over_is_not_withdrawn(provider, editor, trait):
    offer = OfferFactory(provider=provider, **{trait: True})

    with pytest.raises(InvalidMove):
        withdraw_offer(offer, actor=editor, on=VALID_UNTIL)


@pytest.mark.parametrize("who", ["provider", "teacher", "administrator", "validator"])
def test_only_editors_of_the_provider_work_on_its_offers(provider, who):
    stranger = PersonFactory(**{who: True})
    draft = OfferFactory(provider=provider)

    with pytest.raises(PermissionDenied):
        draft_offer(provider, actor=stranger, proposal=PROPOSAL)
    with pytest.raises(PermissionDenied):
        change_offer(draft, actor=stranger, proposal=PROPOSAL, version=1)
    with pytest.raises(PermissionDenied):
        submit_offer(draft, actor=stranger, on=TODAY)
    with pytest.raises(PermissionDenied):
        withdraw_offer(draft, actor=stranger, on=TODAY)
