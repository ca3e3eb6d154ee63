from datetime import date, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import days
from register.choices.cycles import CLOSED, CYCLE_MOVES, DECIDED, CycleStatus
from register.querysets import CycleQuerySet

from .registration import Registration
from .ruleset import RuleSet


class Cycle(models.Model):
    """One re-registration period of a registration.

    ``[since, planned_until)`` is the period; the next one begins where it ends. What counts are
    the activities of ``[counted_since, until)``: ``until`` is the end in effect, later than the
    plan with extra time and earlier when the request was granted before the end. The next cycle
    counts from there on, so that no hour is lost and none counts twice. ``deferred_days`` of the
    planned end were won by leave. A cycle that was broken off keeps its plan, and can be taken up
    again as long as no other began.
    """

    MOVES = CYCLE_MOVES

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="cycles")
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="+")
    since = models.DateField(_("first day"))
    planned_until = models.DateField(_("planned end"))
    counted_since = models.DateField(_("activities count from"))
    until = models.DateField(_("end in effect"))
    deferred_days = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    status = models.CharField(
        _("status"), max_length=16, choices=CycleStatus, default=CycleStatus.OPEN, editable=False
    )
    submitted_on = models.DateField(_("submitted on"), null=True, editable=False)
    decided_on = models.DateField(_("decided on"), null=True, editable=False)

    objects = CycleQuerySet.as_manager()

    class Meta:
        ordering = ["-since"]
        indexes = [
            models.Index(
                fields=["until"], name="undecided_cycles", condition=~Q(status__in=CLOSED)
            ),
            models.Index(
                fields=["submitted_on"],
                name="requests_to_decide",
                condition=Q(status=CycleStatus.SUBMITTED),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="cycle_status_known", condition=Q(status__in=CycleStatus.values)
            ),
            models.CheckConstraint(
                name="cycle_ends_after_it_starts",
                condition=Q(planned_until__gt=F("since"), until__gt=F("counted_since")),
            ),
            models.CheckConstraint(
                name="cycle_submitted_on_when_submitted",
                condition=Q(status=CycleStatus.OPEN, submitted_on__isnull=True)
                | Q(status=CycleStatus.SUBMITTED, submitted_on__isnull=False)
                | Q(status__in=[*DECIDED, CycleStatus.BROKEN_OFF]),
            ),
            models.CheckConstraint(
                name="cycle_decided_on_iff_decided",
                condition=Q(status__in=DECIDED, decided_on__isnull=False)
                | Q(~Q(status__in=[*DECIDED, CycleStatus.BROKEN_OFF]), decided_on__isnull=True)
                | Q(status=CycleStatus.BROKEN_OFF),
            ),
            models.UniqueConstraint(
                fields=["registration"],
                name="one_cycle_runs_at_a_time",
                condition=~Q(status__in=CLOSED),
            ),
            ExclusionConstraint(
                name="cycles_do_not_overlap",
                condition=~Q(status=CycleStatus.BROKEN_OFF),
                expressions=[
                    ("registration", RangeOperators.EQUAL),
                    (days("since", "planned_until"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This period overlaps another cycle."),
            ),
            ExclusionConstraint(
                name="a_day_counts_in_one_cycle",
                expressions=[
                    ("registration", RangeOperators.EQUAL),
                    (days("counted_since", "until"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"cycle {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("register:committee_cycle", args=[self.pk])

    @property
    def scheduled_until(self) -> date:
        """The planned end without any leave; what leave moves is counted from here."""
        return self.planned_until - timedelta(days=self.deferred_days)

    @property
    def extra_since(self) -> date:
        """The first day of the extra time; only where it was given."""
        return max(self.planned_until, self.decided_on or self.planned_until)


class Reminder(models.Model):
    """A step of the reminder ladder that was posted for a cycle, once."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="reminders")
    step = models.CharField(max_length=24)
    posted_on = models.DateField()

    class Meta:
        ordering = ["posted_on"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "step"], name="a_reminder_goes_out_once")
        ]

    def __str__(self) -> str:
        return f"{self.step} of cycle {self.cycle_id}"
