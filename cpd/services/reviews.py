"""Double review: two validators judge an offer independently, a third if they differ."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from core import audit, outbox
from core.errors import InvalidMove, Refused
from core.moves import advance
from core.permissions import require
from cpd import permissions
from cpd.choices.judging import AssignmentStatus, Outcome, ReviewStatus
from cpd.choices.offers import Language
from cpd.models import Assignment, Offer, Review, Reviewer, Score, Verdict
from cpd.reviewing import VALIDATORS, concluded, due, wrong_in_verdict
from cpd.selectors.contested import who_refused
from cpd.selectors.reviews import reasons_in_words, validators_for
from cpd.selectors.terms import criteria_of, terms_on, way_of

from .judging import settle_offer

WRONG = {
    "insufficient_validated": _(
        "You give a criterion a 1 and still validate. Change the score or the conclusion."
    ),
    "nothing_insufficient": _(
        "You refuse, and no criterion has a 1. Change a score or the conclusion."
    ),
    "nothing_lacking": _(
        "Every criterion has a 4 and still you ask for changes. Change a score or the conclusion."
    ),
}


@transaction.atomic
def start_review(offer: Offer, *, actor: Person, on: date) -> Review:
    """Ask two validators to judge an offer. Raises Refused if no two can.

    Validators whose earlier refusal was overturned by an objection are asked last.
    """
    offer = Offer.objects.hold(offer.pk)
    require(permissions.can_judge(actor, offer))
    advance(offer, "review", actor=actor, advice_asked=False)
    review = Review.objects.create(
        submission=offer.submissions.latest("pk"),
        criteria=terms_on(on).criteria,
        started_by=actor,
    )
    able = validators_for(offer, excluded=[], on=on)
    before = who_refused(offer)
    people = sorted(able, key=lambda person: person.pk in before)[:VALIDATORS]
    if len(people) < VALIDATORS:
        raise Refused(
            _("There are no two validators who can judge “%(offer)s”."),
            code="no_validators",
            params={"offer": offer.title},
        )
    for person in people:
        _ask(review, offer, person, on=on, actor=actor)
    return review


@transaction.atomic
def start_reviews(offers: Iterable[Offer], *, actor: Person, on: date) -> int:
    """Send several offers to validators, all or none; return how many."""
    ordered = sorted(offers, key=lambda offer: offer.pk)
    return len([start_review(offer, actor=actor, on=on) for offer in ordered])


@transaction.atomic
def give_verdict(
    assignment: Assignment,
    *,
    actor: Person,
    on: date,
    outcome: Outcome,
    argument: str,
    scores: Mapping[str, tuple[int, str]],
) -> Verdict:
    """Give a verdict as a validator, with a score and a motivation per criterion.

    The verdict that settles it decides about the offer, and the provider is told. Raises Refused
    for an inconsistent verdict, and InvalidMove if it is no longer asked.
    """
    offer = Offer.objects.hold(assignment.review.submission.offer_id)
    assignment = _lock(assignment)
    require(permissions.can_give_verdict(actor, assignment, offer))
    numbers = {code: scores[code][0] for code in _codes(assignment.review)}
    if wrong := wrong_in_verdict(outcome, numbers):
        raise Refused([Refused(WRONG[code], code=code) for code in wrong])
    advance(assignment, "give", actor=actor)
    verdict = Verdict.objects.create(assignment=assignment, outcome=outcome, argument=argument)
    Score.objects.bulk_create(
        Score(verdict=verdict, criterion=code, score=number, motivation=scores[code][1])
        for code, number in numbers.items()
    )
    _go_on(assignment.review, offer, actor=actor, on=on)
    return verdict


@transaction.atomic
def decline(assignment: Assignment, *, actor: Person, on: date, reason: str) -> Assignment:
    """Decline as a validator to judge this; somebody else is asked."""
    offer = Offer.objects.hold(assignment.review.submission.offer_id)
    assignment = _lock(assignment)
    require(permissions.can_give_verdict(actor, assignment, offer))
    advance(assignment, "decline", actor=actor, reason=reason)
    _ask_next(assignment.review, offer, third=assignment.third, on=on, actor=actor)
    return assignment


@transaction.atomic
def reassign(assignment: Assignment, *, actor: Person, on: date, validator: Person) -> Assignment:
    """Ask another validator instead. Raises Refused if that one cannot judge the offer."""
    offer = Offer.objects.hold(assignment.review.submission.offer_id)
    assignment = _lock(assignment)
    require(permissions.can_judge(actor, offer))
    review = assignment.review
    if validator not in validators_for(offer, excluded=_involved(review), on=on):
        raise Refused(_("This validator cannot judge this course."), code="cannot_judge")
    if assignment.status == AssignmentStatus.ASKED:
        advance(assignment, "release", actor=actor)
    elif _enough(review, third=assignment.third):
        raise InvalidMove(assignment, "release")
    return _ask(review, offer, validator, third=assignment.third, on=on, actor=actor)


@transaction.atomic
def set_languages(*, actor: Person, languages: list[str]) -> Reviewer:
    """Set the languages in which a validator judges. Raises Refused without any."""
    require(permissions.can_validate(actor))
    if not set(languages) & set(Language.values):
        raise Refused(_("Choose at least one language."), code="no_language")
    reviewer, _made = Reviewer.objects.update_or_create(
        person=actor, defaults={"languages": languages}
    )
    audit.record("languages_set", reviewer, actor=actor, languages=languages)
    return reviewer


@transaction.atomic
def remind_validators(*, on: date) -> int:
    """Remind validators once, some days before a verdict is due; return how many."""
    days = way_of("course", on).remind_days
    soon = Assignment.objects.filter(
        status=AssignmentStatus.ASKED, reminded_on=None, due_on__lte=on + timedelta(days=days)
    )
    keys = list(soon.select_for_update(no_key=True).values_list("pk", flat=True))
    Assignment.objects.filter(pk__in=keys).update(reminded_on=on)
    audit.record_many("reminded", Assignment, keys, actor=None)
    outbox.post_many(
        "cpd.tasks.mail_assignment",
        ((f"assignment-{pk}-reminder", {"assignment": pk, "reminder": 1}) for pk in keys),
    )
    return len(keys)


def _go_on(review: Review, offer: Offer, *, actor: Person, on: date) -> None:
    """Conclude, ask a third validator, or wait for the second verdict."""
    given = review.assignments.filter(status=AssignmentStatus.GIVEN)
    ordered = given.order_by("third", "verdict__given_at", "pk")
    outcomes = list(ordered.values_list("verdict__outcome", flat=True))
    outcome = concluded(outcomes)
    if outcome:
        advance(review, "conclude", actor=actor)
        settle_offer(
            offer,
            actor=actor,
            on=on,
            outcome=Outcome(outcome),
            reasons=reasons_in_words(review, outcome),
            criteria=review.criteria,
        )
    elif len(outcomes) == VALIDATORS:
        _ask_next(review, offer, third=True, on=on, actor=actor)


def _ask_next(review: Review, offer: Offer, *, third: bool, on: date, actor: Person) -> None:
    """Ask the best remaining choice; if there is nobody, administrators see that in the queue."""
    for person in validators_for(offer, excluded=_involved(review), on=on)[:1]:
        _ask(review, offer, person, third=third, on=on, actor=actor)


def _ask(
    review: Review, offer: Offer, person: Person, *, on: date, actor: Person, third: bool = False
) -> Assignment:
    way = way_of(offer.kind, on)
    assignment = Assignment.objects.create(
        review=review, validator=person, third=third, due_on=due(on, way)
    )
    audit.record("asked", assignment, actor=actor, validator=person.pk, offer=offer.pk)
    outbox.post(
        "cpd.tasks.mail_assignment",
        key=f"assignment-{assignment.pk}",
        assignment=assignment.pk,
        reminder=0,
    )
    return assignment


def _involved(review: Review) -> list[int]:
    return list(review.assignments.values_list("validator_id", flat=True))


def _enough(review: Review, *, third: bool) -> bool:
    """Tell whether all verdicts of this round are asked or given."""
    held = review.assignments.filter(
        third=third, status__in=[AssignmentStatus.ASKED, AssignmentStatus.GIVEN]
    )
    return review.status != ReviewStatus.OPEN or held.count() >= (1 if third else VALIDATORS)


def _codes(review: Review) -> list[str]:
    return [criterion.code for criterion in criteria_of(review.criteria)]


def _lock(assignment: Assignment) -> Assignment:
    rows = Assignment.objects.select_related("review__submission").select_for_update(
        of=("self",), no_key=True
    )
    return rows.get(pk=assignment.pk)
