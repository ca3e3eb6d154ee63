from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .board import Board


class AcceptedSignal(models.Model):
    """An officer said that a signal about a member of staff is right; it is not raised again."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="accepted_signals")
    staff_number = models.CharField(_("staff number"), max_length=20, blank=True)
    code = models.CharField(max_length=40)
    column = models.CharField(_("column"), max_length=24)
    explanation = models.CharField(_("explanation"), max_length=300, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board", "staff_number", "code", "column"],
                name="a_signal_is_accepted_once_per_member_of_staff",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} accepted at board {self.board_id}"
