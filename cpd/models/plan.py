from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cpd.choices.activities import PLAN_MOVES, ActivityKind, PlanStatus
from cpd.querysets import PlanItemQuerySet
from cpd.rules import MOST_HOURS


class PlanItem(models.Model):
    """What a teacher plans to do. It counts for nothing until it is done (ADR 11).

    With an ``offer``, kind, title and hours are copied from it at that moment; ``activity`` is what
    the item became.
    """

    MOVES = PLAN_MOVES

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="plan", db_index=False
    )
    offer = models.ForeignKey("cpd.Offer", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=ActivityKind)
    title = models.CharField(_("title"), max_length=200, blank=True)
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=2)
    planned_for = models.DateField(_("planned for"), null=True)
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=PlanStatus,
        default=PlanStatus.PLANNED,
        editable=False,
    )
    activity = models.OneToOneField(
        "cpd.Activity", models.PROTECT, null=True, related_name="+", editable=False
    )
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        ordering = ["planned_for", "pk"]
        indexes = [models.Index(fields=["person", "status"], name="plan_of_person")]
        constraints = [
            models.CheckConstraint(
                name="plan_status_known", condition=Q(status__in=PlanStatus.values)
            ),
            models.CheckConstraint(
                name="plan_kind_known", condition=Q(kind__in=ActivityKind.values)
            ),
            models.CheckConstraint(
                name="plan_hours_possible", condition=Q(hours__gt=0, hours__lte=MOST_HOURS)
            ),
            models.CheckConstraint(
                name="plan_activity_iff_done",
                condition=Q(status=PlanStatus.DONE, activity__isnull=False)
                | (~Q(status=PlanStatus.DONE) & Q(activity__isnull=True)),
            ),
            models.UniqueConstraint(
                name="an_offer_is_planned_once",
                fields=["person", "offer"],
                condition=Q(status=PlanStatus.PLANNED, offer__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()
