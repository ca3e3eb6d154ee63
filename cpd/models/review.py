import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cpd.choices.judging import (
    ASSIGNMENT_MOVES,
    REVIEW_MOVES,
    AssignmentStatus,
    Grade,
    Outcome,
    ReviewStatus,
)
from cpd.choices.offers import Language
from cpd.querysets import AssignmentQuerySet
from cpd.reviewing import HIGHEST, LOWEST

from .judging import Submission

APPEND_ONLY = pgtrigger.Update | pgtrigger.Delete


class Reviewer(models.Model):
    """What a validator says of judging: in which languages. Without this row it is Dutch."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True, related_name="reviewer"
    )
    languages = ArrayField(models.CharField(max_length=2, choices=Language))

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reviewer_languages_known",
                condition=Q(languages__contained_by=Language.values, languages__len__gt=0),
            )
        ]

    def __str__(self) -> str:
        return f"reviewer {self.pk}"


class Review(models.Model):
    """Two validators judge a submission apart from each other, and a third where they differ."""

    MOVES = REVIEW_MOVES

    submission = models.OneToOneField(Submission, models.PROTECT, related_name="review")
    criteria = models.CharField(_("version of the criteria"), max_length=12)
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=ReviewStatus,
        default=ReviewStatus.OPEN,
        editable=False,
    )
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="review_status_known", condition=Q(status__in=ReviewStatus.values)
            )
        ]

    def __str__(self) -> str:
        return f"review {self.pk}"


class Assignment(models.Model):
    """A validator is asked for a verdict. ``third`` reads the other two; they read nothing.

    ``reason`` says why it was declined. ``reminded_on`` is the day of the one reminder.
    """

    MOVES = ASSIGNMENT_MOVES

    review = models.ForeignKey(Review, models.PROTECT, related_name="assignments", db_index=False)
    validator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments"
    )
    third = models.BooleanField(default=False)
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=AssignmentStatus,
        default=AssignmentStatus.ASKED,
        editable=False,
    )
    due_on = models.DateField(_("verdict asked by"))
    reason = models.CharField(max_length=500, blank=True, editable=False)
    reminded_on = models.DateField(null=True, editable=False)
    asked_at = models.DateTimeField(auto_now_add=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["review", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_validator_is_asked_once_in_a_review", fields=["review", "validator"]
            ),
            models.UniqueConstraint(
                name="one_third_verdict",
                fields=["review"],
                condition=Q(
                    third=True, status__in=[AssignmentStatus.ASKED, AssignmentStatus.GIVEN]
                ),
            ),
            models.CheckConstraint(
                name="assignment_status_known", condition=Q(status__in=AssignmentStatus.values)
            ),
            models.CheckConstraint(
                name="assignment_declined_with_a_reason",
                condition=~Q(status=AssignmentStatus.DECLINED, reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"assignment {self.pk}"


class Verdict(models.Model):
    """What one validator concludes about a submission, given once and never changed."""

    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="verdict")
    outcome = models.CharField(_("conclusion"), max_length=8, choices=Outcome)
    argument = models.TextField(_("explanation"), max_length=2000, blank=True)
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="verdict_outcome_known", condition=Q(outcome__in=Outcome.values)
            ),
            models.CheckConstraint(
                name="verdict_explains_what_is_asked",
                condition=~Q(outcome=Outcome.ASK, argument=""),
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=APPEND_ONLY)]

    def __str__(self) -> str:
        return f"verdict {self.pk}"


class Score(models.Model):
    """How an offer meets one criterion, as a ``Grade``, and why."""

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="scores", db_index=False)
    criterion = models.CharField(max_length=20)
    score = models.PositiveSmallIntegerField(_("score"))
    motivation = models.TextField(_("motivation"), max_length=1000)

    class Meta:
        ordering = ["verdict", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_score_per_criterion", fields=["verdict", "criterion"]
            ),
            models.CheckConstraint(
                name="score_in_range", condition=Q(score__gte=LOWEST, score__lte=HIGHEST)
            ),
            models.CheckConstraint(name="score_has_motivation", condition=~Q(motivation="")),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=APPEND_ONLY)]

    def __str__(self) -> str:
        return f"score {self.pk}"

    @property
    def grade(self) -> Grade:
        return Grade(self.score)
