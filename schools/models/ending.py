from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .appointment import AppointmentBasis


class AcceptedEnd(models.Model):
    """An officer said that a temporary ground indeed ends on the day that was delivered.

    It is valid for that day only: with another ``until`` the ground asks for attention again.
    """

    basis = models.ForeignKey(AppointmentBasis, models.PROTECT, related_name="accepted_ends")
    until = models.DateField(_("until"))
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(_("accepted at"), default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["basis", "until"], name="an_end_is_accepted_once")
        ]

    def __str__(self) -> str:
        return f"end of basis {self.basis_id}"
