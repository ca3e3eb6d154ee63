from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from accounts.choices import RoleKind
from core.errors import InvalidMove, Refused
from core.models import AuditEvent, OutboxMessage
from core.outbox import run
from cpd.choices.judging import Outcome
from cpd.models import Assignment, Judgement, Offer, Review
from cpd.services.judging import judge_offer
from cpd.services.offers import withdraw_offer
from cpd.services.reviews import (
    decline,
    give_verdict,
    reassign,
    remind_validators,
    set_languages,
    start_review,
    start_reviews,
)
from tests.factories.accounts import PersonFactory, RoleFactory
from tests.factories.cpd import SubmissionFactory
from tests.factories.reviews import CODES, AssignmentFactory, ReviewFactory, VerdictFactory
from tests.factories.schools import AppointmentFactory, StaffRecordFactory
from tests.races import at_once

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture
def administrator():
    return PersonFactory(administrator=True)


@pytest.fixture
def offer():
    return SubmissionFactory(offer__kind="programme").offer


@pytest.fixture
def validators():
    return PersonFactory.create_batch(3, validator=True)


def scores(number=3):
    return {code: (number, f"Over {code}.") for code in CODES}


def say(assignment, outcome, number=None, *, argument="", actor=None):
    number = number or (1 if outcome == "refuse" else 3)
    return give_verdict(
        assignment,
        actor=actor or assignment.validator,
        on=TODAY,
        outcome=Outcome(outcome),
        argument=argument,
        scores=scores(number),
    )


def asked(offer):
    rows = Assignment.objects.filter(review__submission__offer=offer, status="asked")
    return list(rows.order_by("pk"))


def codes(refusal):
    return [error.code for error in refusal.error_list]


def send_all():
    for pk in OutboxMessage.objects.order_by("pk").values_list("pk", flat=True):
        run(pk)


def test_two_validators_are_asked_by_mail(offer, administrator, validators):
    start_review(offer, actor=administrator, on=TODAY)
    send_all()

    offer.refresh_from_db()
    assert offer.status == "in_review"
    assert len(asked(offer)) == 2
    assert {message.subject for message in mail.outbox} == {
        "Uw oordeel gevraagd: Middeleeuwse letterkunde in de klas"
    }


def test_two_who_agree_decide(offer, administrator, validators):
    start_review(offer, actor=administrator, on=TODAY)
    first, second = asked(offer)

    say(first, "validate")
    offer.refresh_from_db()
    assert offer.status == "in_review"
    say(second, "validate")

    offer.refresh_from_db()
    judgement = Judgement.objects.get()
    assert (offer.status, offer.due_on, offer.valid_since) == ("validated", None, TODAY)
    assert judgement.reasons.startswith(
        "Doelen\n– goed: Over goals.\n– goed: Over goals.\n\nInhoud\n"
    )
    assert Review.objects.get().status == "concluded"


def test_where_they_differ_a_third_decides(offer, administrator, validators):
    start_review(offer, actor=administrator, on=TODAY)
    first, second = asked(offer)
    say(first, "validate")
    say(second, "refuse")

    (third,) = asked(offer)
    assert third.third
    assert third.validator not in (first.validator, second.validator)
    say(third, "refuse")

    offer.refresh_from_db()
    assert offer.status == "refused"


def test_what_validators_ask_goes_to_the_provider(offer, administrator, validators):
    start_review(offer, actor=administrator, on=TODAY)
    for assignment in asked(offer):
        say(assignment, "ask", argument="Hoe toetst u dit?")

    offer.refresh_from_db()
    assert offer.status == "changes_asked"
    assert "Hoe toetst u dit?" in Judgement.objects.get().reasons


@pytest.mark.parametrize(
    ("outcome", "number", "code"),
    [
        ("validate", 1, "insufficient_validated"),
        ("refuse", 2, "nothing_insufficient"),
        ("ask", 4, "nothing_lacking"),
    ],
)
def test_scores_and_conclusion_fit_together(outcome, number, code):
    with pytest.raises(Refused) as refused:
        say(AssignmentFactory(), outcome, number)

    assert codes(refused.value) == [code]


def test_only_who_was_asked_gives_the_verdict():
    assignment = AssignmentFactory()

    with pytest.raises(PermissionDenied):
        say(assignment, "validate", actor=PersonFactory(validator=True))


def test_a_validator_who_joined_the_provider_meanwhile_gives_no_verdict():
    assignment = AssignmentFactory()
    RoleFactory(
        person=assignment.validator,
        kind=RoleKind.PROVIDER_EDITOR,
        organisation=assignment.review.submission.offer.provider,
    )

    with pytest.raises(PermissionDenied):
        say(assignment, "validate")


def test_a_verdict_is_given_once():
    assignment = AssignmentFactory()
    say(assignment, "validate")

    with pytest.raises(InvalidMove):
        say(assignment, "validate")


def test_nobody_of_the_provider_is_asked(administrator):
    offer = SubmissionFactory().offer
    editor = PersonFactory(validator=True)
    RoleFactory(person=editor, kind=RoleKind.PROVIDER_EDITOR, organisation=offer.provider)
    others = PersonFactory.create_batch(2, validator=True)

    start_review(offer, actor=administrator, on=TODAY)

    assert {one.validator for one in asked(offer)} == set(others)


def test_who_works_in_the_sector_is_asked_first(administrator):
    offer = SubmissionFactory(offer__sectors=["mbo"]).offer
    PersonFactory.create_batch(2, validator=True)
    fits = PersonFactory(validator=True)
    AppointmentFactory(staff=StaffRecordFactory(person=fits), location__sector="mbo")

    start_review(offer, actor=administrator, on=TODAY)

    assert fits in {one.validator for one in asked(offer)}


def test_who_has_the_least_to_do_is_asked_first(offer, administrator, validators):
    AssignmentFactory(validator=validators[0])

    start_review(offer, actor=administrator, on=TODAY)

    assert {one.validator for one in asked(offer)} == set(validators[1:])


def test_an_offer_in_english_goes_to_who_judges_in_english(administrator, validators):
    offer = SubmissionFactory(offer__language="en").offer
    with pytest.raises(Refused) as refused:
        start_review(offer, actor=administrator, on=TODAY)
    assert codes(refused.value) == ["no_validators"]

    for person in validators[:2]:
        set_languages(actor=person, languages=["nl", "en"])
    start_review(offer, actor=administrator, on=TODAY)

    assert {one.validator for one in asked(offer)} == set(validators[:2])


def test_only_validators_have_languages():
    with pytest.raises(PermissionDenied):
        set_languages(actor=PersonFactory(teacher=True), languages=["nl"])


def test_who_declines_is_replaced_and_says_why(offer, administrator, validators):
    start_review(offer, actor=administrator, on=TODAY)
    first, second = asked(offer)

    decline(first, actor=first.validator, on=TODAY, reason="Ik ken de aanbieder.")

    first.refresh_from_db()
    (spare,) = set(validators) - {first.validator, second.validator}
    assert (first.status, first.reason) == ("declined", "Ik ken de aanbieder.")
    assert {one.validator for one in asked(offer)} == {second.validator, spare}


def test_an_administrator_asks_somebody_else(offer, administrator, validators):
    start_review(offer, actor=administrator, on=TODAY)
    first, second = asked(offer)
    (spare,) = set(validators) - {first.validator, second.validator}

    reassign(first, actor=administrator, on=TODAY, validator=spare)

    first.refresh_from_db()
    assert first.status == "released"
    assert {one.validator for one in asked(offer)} == {second.validator, spare}


def test_who_was_asked_already_is_not_asked_again(offer, administrator, validators):
    start_review(offer, actor=administrator, on=TODAY)
    first, second = asked(offer)

    with pytest.raises(Refused) as refused:
        reassign(first, actor=administrator, on=TODAY, validator=second.validator)

    assert codes(refused.value) == ["cannot_judge"]


def test_nobody_is_asked_beyond_the_two(offer, administrator, validators):
    PersonFactory(validator=True)
    start_review(offer, actor=administrator, on=TODAY)
    first, second = asked(offer)
    decline(first, actor=first.validator, on=TODAY, reason="Geen tijd.")
    taken = {first.validator, second.validator, *(one.validator for one in asked(offer))}
    spare = next(iter({*validators, PersonFactory(validator=True)} - taken))

    with pytest.raises(InvalidMove):
        reassign(first, actor=administrator, on=TODAY, validator=spare)


@pytest.mark.parametrize("role", ["validator", "provider", "teacher"])
def test_only_administrators_send_to_validators(offer, validators, role):
    with pytest.raises(PermissionDenied):
        start_review(offer, actor=PersonFactory(**{role: True}), on=TODAY)


def test_several_go_to_validators_at_once_and_the_load_is_shared(administrator):
    people = PersonFactory.create_batch(4, validator=True)
    offers = [SubmissionFactory().offer for _ in range(4)]

    assert start_reviews(offers, actor=administrator, on=TODAY) == 4

    loads = [Assignment.objects.filter(validator=person).count() for person in people]
    assert loads == [2, 2, 2, 2]


def test_of_a_kind_that_two_judge_an_administrator_decides_nothing_alone(offer, administrator):
    with pytest.raises(Refused) as refused:
        judge_offer(offer, actor=administrator, on=TODAY, outcome=Outcome.VALIDATE, reasons="Goed.")

    assert codes(refused.value) == ["double_review"]


def test_a_question_of_the_administrator_ends_the_review(offer, administrator, validators):
    start_review(offer, actor=administrator, on=TODAY)

    judge_offer(offer, actor=administrator, on=TODAY, outcome=Outcome.ASK, reasons="Hoe toetst u?")

    assert asked(offer) == []
    assert Review.objects.get().status == "stopped"


def test_a_reminder_is_sent_once_some_days_before(offer):
    assignment = AssignmentFactory(due_on=date(2026, 11, 24))
    AssignmentFactory(due_on=date(2026, 12, 1))

    assert remind_validators(on=TODAY) == 1
    assert remind_validators(on=TODAY) == 0
    send_all()

    assert [message.to for message in mail.outbox] == [[assignment.validator.email]]
    assert mail.outbox[0].subject.startswith("Herinnering")


def test_what_was_said_is_never_changed():
    verdict = VerdictFactory()

    assert AuditEvent.objects.about(verdict.assignment).count() == 0
    with pytest.raises(Exception, match="append_only"):
        verdict.scores.update(score=4)


@pytest.mark.django_db(transaction=True)
def test_two_verdicts_at_once_decide_once():
    review = ReviewFactory()
    first, second = AssignmentFactory.create_batch(2, review=review)
    assert first.validator.current_roles
    assert second.validator.current_roles

    results = at_once(lambda: say(first, "validate"), lambda: say(second, "validate"))

    assert [str(result)[:7] for result in results] == ["verdict", "verdict"]
    assert Judgement.objects.count() == 1
    assert Offer.objects.get().status == "validated"


@pytest.mark.django_db(transaction=True)
def test_withdrawing_while_the_last_verdict_comes_leaves_one_outcome():
    review = ReviewFactory()
    VerdictFactory(assignment__review=review)
    second = AssignmentFactory(review=review)
    offer = review.submission.offer
    editor = PersonFactory(provider=True, role__organisation=offer.provider)

    at_once(
        lambda: withdraw_offer(offer, actor=editor, on=TODAY),
        lambda: say(second, "validate"),
    )

    offer.refresh_from_db()
    assert offer.status == "withdrawn"
    assert not Assignment.objects.filter(status="asked").exists()
