"""A validated offer changes at once where that is small, else by a next version that is judged."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core.errors import InvalidMove, Refused
from cpd.models import Offer
from cpd.rules import Change, Proposal, changed_in, material_in
from cpd.selectors.offers import proposal_of
from cpd.selectors.terms import changes
from cpd.selectors.versions import LABELS, differences, since_last
from cpd.services.judging import judge_offer
from cpd.services.offers import change_offer, submit_offer
from cpd.services.revisions import begin_revision, change_at_once
from tests.cpd.conftest import TODAY
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import OfferFactory, PlanItemFactory, ProviderFactory, SessionFactory

from .test_activities import codes

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer():
    return OfferFactory(validated=True)


@pytest.fixture
def editor(offer):
    return PersonFactory(provider=True, role__organisation=offer.provider)


def change(offer, editor, *, version=1, **parts):
    proposal = replace(proposal_of(offer), **parts)
    return change_at_once(offer, actor=editor, on=TODAY, proposal=proposal, version=version)


def submitted_revision(offer, editor, **parts):
    revision = begin_revision(offer, actor=editor)
    proposal = replace(proposal_of(revision), **parts)
    revision = change_offer(revision, actor=editor, proposal=proposal, version=1)
    submit_offer(revision, actor=editor, on=TODAY)
    return revision


def test_every_part_of_an_offer_is_in_the_table_once():
    assert sorted(one.field for one in changes()) == sorted(LABELS)
    assert set(LABELS) == set(Proposal("Lezen", "course").kept)


@pytest.mark.parametrize(("on", "found"), [(date(2026, 6, 1), []), (date(2027, 6, 1), ["price"])])
def test_the_table_of_the_day_decides(on, found):
    table = [
        Change(date(2026, 1, 1), "price", new_review=False),
        Change(date(2027, 1, 1), "price", new_review=True),
    ]

    assert material_in(["price"], table, on) == found


def test_what_nobody_decided_about_asks_for_a_review():
    assert material_in(["smell"], [], TODAY) == ["smell"]


def test_a_small_change_holds_at_once_and_what_it_said_is_kept(offer, editor):
    change(offer, editor, price=Decimal(260), title="Ridders in de klas")

    offer.refresh_from_db()
    kept = offer.changes.get()
    assert (offer.status, offer.price, offer.title) == ("validated", 260, "Ridders in de klas")
    assert "ridders" in offer.search_words
    assert [(one.old, one.new) for one in differences(kept.old, kept.new, TODAY)] == [
        ("Middeleeuwse letterkunde in de klas", "Ridders in de klas"),
        ("240", "260"),
    ]


@pytest.mark.parametrize(
    "parts",
    [
        {"learns": "Iets anders."},
        {"contact_hours": Decimal(16), "self_study_hours": Decimal(0)},
        {"split": {"pedagogy": Decimal(16)}},
        {"sectors": ("po",)},
    ],
)
def test_a_change_that_asks_for_a_review_is_not_made_at_once(offer, editor, parts):
    with pytest.raises(Refused) as refusal:
        change(offer, editor, **parts)

    assert codes(refusal) == ["material"]
    assert not offer.changes.exists()


def test_the_second_of_two_windows_is_told(offer, editor):
    change(offer, editor, price=Decimal(260))

    with pytest.raises(Refused) as refusal:
        change(offer, editor, price=Decimal(280))

    assert codes(refusal) == ["changed_meanwhile"]


def test_nothing_changed_is_nothing_kept(offer, editor):
    change(offer, editor)

    assert not offer.changes.exists()


@pytest.mark.parametrize("trait", ["submitted", "refused", "expired", "withdrawn"])
def test_only_a_validated_offer_is_changed_so(editor, trait):
    other = OfferFactory(provider=Offer.objects.get().provider, **{trait: True})

    for act in (lambda: change(other, editor), lambda: begin_revision(other, actor=editor)):
        with pytest.raises(InvalidMove):
            act()


def test_the_present_version_stays_valid_until_the_next_is_validated(offer, editor):
    revision = submitted_revision(offer, editor, learns="Iets anders.")
    coming = SessionFactory(offer=offer, to_come=True)
    past = SessionFactory(offer=offer)
    plan = PlanItemFactory(offer=offer)

    before = list(Offer.objects.current(TODAY))
    judge_offer(
        revision,
        actor=PersonFactory(administrator=True),
        on=TODAY,
        outcome="validate",
        reasons="Duidelijk.",
    )

    for row in (offer, coming, past, plan):
        row.refresh_from_db()
    assert before == [offer]
    assert list(Offer.objects.current(TODAY)) == [revision]
    assert (offer.status, offer.valid_until) == ("expired", TODAY)
    assert (coming.offer, past.offer, plan.offer) == (revision, offer, revision)


def test_a_refused_version_leaves_the_present_one_alone(offer, editor):
    revision = submitted_revision(offer, editor)
    administrator = PersonFactory(administrator=True)

    judge_offer(revision, actor=administrator, on=TODAY, outcome="refuse", reasons="Te vaag.")

    assert list(Offer.objects.current(TODAY)) == [offer]


def test_there_is_one_next_version_at_a_time(offer, editor):
    begin_revision(offer, actor=editor)

    with pytest.raises(ValidationError):
        begin_revision(offer, actor=editor)

    assert Offer.objects.count() == 2


def test_who_judges_reads_what_changed(offer, editor):
    revision = submitted_revision(offer, editor, learns="Iets anders.", price=Decimal(260))

    found = since_last(Offer.objects.with_all().get(pk=revision.pk), TODAY)

    assert [(str(one.label), one.material) for one in found] == [
        ("Wat leren deelnemers?", True),
        ("Prijs", False),
    ]


def test_what_changed_after_a_question_is_shown_too(editor):
    provider = Offer.objects.get().provider
    asked = OfferFactory(provider=provider)
    submit_offer(asked, actor=editor, on=TODAY)
    administrator = PersonFactory(administrator=True)
    judge_offer(asked, actor=administrator, on=TODAY, outcome="ask", reasons="Welke taal?")
    asked.refresh_from_db()
    proposal = replace(proposal_of(asked), language="fy")
    change_offer(asked, actor=editor, proposal=proposal, version=asked.version)
    submit_offer(asked, actor=editor, on=TODAY, answer="Fries.")

    found = since_last(Offer.objects.with_all().get(pk=asked.pk), TODAY)

    assert [(one.old, one.new) for one in found] == [("Nederlands", "Fries")]


def test_another_provider_changes_nothing(offer):
    stranger = PersonFactory(provider=True, role__organisation=ProviderFactory())

    for act in (lambda: change(offer, stranger), lambda: begin_revision(offer, actor=stranger)):
        with pytest.raises(PermissionDenied):
            act()


def test_what_is_kept_is_the_same_however_it_was_typed():
    offer = OfferFactory()
    typed = replace(proposal_of(offer), price=Decimal("240"))

    assert changed_in(proposal_of(Offer.objects.get()).kept, typed.kept) == []
