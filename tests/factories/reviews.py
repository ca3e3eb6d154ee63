"""Double reviews: ``AssignmentFactory()`` asks a validator for a verdict about an offer."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from cpd.choices.judging import AssignmentStatus, Outcome
from cpd.choices.offers import OfferStatus

from .accounts import PersonFactory
from .cpd import DUE_ON, SUBMITTED_ON, OfferFactory, SubmissionFactory

CODES = ["goals", "content", "design", "hours", "quality"]


class ReviewFactory(DjangoModelFactory):
    class Meta:
        model = "cpd.Review"

    submission = factory.SubFactory(
        SubmissionFactory,
        offer=factory.SubFactory(
            OfferFactory,
            status=OfferStatus.IN_REVIEW,
            first_submitted_on=SUBMITTED_ON,
            due_on=DUE_ON,
        ),
    )
    criteria = "2026-1"
    started_by = factory.SubFactory(PersonFactory)


class AssignmentFactory(DjangoModelFactory):
    class Meta:
        model = "cpd.Assignment"

    review = factory.SubFactory(ReviewFactory)
    validator = factory.SubFactory(PersonFactory, validator=True)
    due_on = date(2026, 12, 1)


class VerdictFactory(DjangoModelFactory):
    """A verdict that gives every criterion a 3, with reasons."""

    class Meta:
        model = "cpd.Verdict"
        skip_postgeneration_save = True

    assignment = factory.SubFactory(AssignmentFactory, status=AssignmentStatus.GIVEN)
    outcome = Outcome.VALIDATE

    @factory.post_generation
    def scores(verdict, create, extracted, **kwargs):  # noqa: N805  a factory's hook
        for code in CODES:
            verdict.scores.create(criterion=code, score=3, motivation=f"Over {code}.")
