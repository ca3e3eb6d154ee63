from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from schools.choices import TAKEOVER_MOVES, TakeoverStatus

from .appointment import Appointment
from .board import Board, Location
from .staff import StaffRecord


class Takeover(models.Model):
    """A location, or all of a board, goes to another board on a day (domain.md §9.2).

    Without ``location`` it is every location that the board has on that day.
    """

    MOVES = TAKEOVER_MOVES

    source = models.ForeignKey(Board, models.PROTECT, related_name="+")
    target = models.ForeignKey(Board, models.PROTECT, related_name="+")
    location = models.ForeignKey(Location, models.PROTECT, null=True, related_name="+")
    on = models.DateField(_("on"))
    status = models.CharField(
        _("status"),
        max_length=9,
        choices=TakeoverStatus,
        default=TakeoverStatus.DRAFT,
        editable=False,
    )
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(_("done at"), null=True, editable=False)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="takeover_status_known", condition=Q(status__in=TakeoverStatus.values)
            ),
            models.CheckConstraint(
                name="takeover_is_between_two_boards",
                condition=~Q(source=F("target")),
                violation_error_message=_("Choose two different boards."),
            ),
            models.CheckConstraint(
                name="takeover_applied_at_iff_applied",
                condition=Q(status=TakeoverStatus.APPLIED, applied_at__isnull=False)
                | (~Q(status=TakeoverStatus.APPLIED) & Q(applied_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"takeover {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("schools:takeover", args=[self.pk])


class MovedAppointment(models.Model):
    """An appointment that moved to another board, and the staff record to which it belonged."""

    takeover = models.ForeignKey(Takeover, models.PROTECT, related_name="moved", db_index=False)
    appointment = models.ForeignKey(
        Appointment, models.PROTECT, related_name="moves", db_index=False
    )
    was_of = models.ForeignKey(StaffRecord, models.PROTECT, related_name="gone")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["takeover", "appointment"], name="an_appointment_moves_once_in_a_takeover"
            )
        ]

    def __str__(self) -> str:
        return f"appointment {self.appointment_id} of takeover {self.takeover_id}"
