from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from schools.choices import DISPUTE_MOVES, DisputeStatus
from schools.querysets import DisputeQuerySet

from .staff import StaffRecord


class Dispute(models.Model):
    """A teacher tells the board that something in the delivered data is wrong.

    ``field`` is the column of the delivery that it is about.
    """

    MOVES = DISPUTE_MOVES

    staff = models.ForeignKey(StaffRecord, models.PROTECT, related_name="disputes")
    field = models.CharField(_("what is wrong"), max_length=24)
    message = models.TextField(_("message"), max_length=2000)
    status = models.CharField(
        _("status"),
        max_length=8,
        choices=DisputeStatus,
        default=DisputeStatus.OPEN,
        editable=False,
    )
    opened_at = models.DateTimeField(_("asked at"), default=timezone.now)
    answer = models.TextField(_("answer"), max_length=2000, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="dispute_status_known", condition=Q(status__in=DisputeStatus.values)
            ),
            models.CheckConstraint(
                name="dispute_has_an_answer_iff_answered",
                condition=Q(status=DisputeStatus.OPEN, answered_at__isnull=True, answer="")
                | Q(~Q(answer=""), status=DisputeStatus.ANSWERED, answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"dispute {self.pk}"
