from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.choices import ALARM_MOVES, AlarmStatus

from .entry import ClaimCode
from .person import Person


class ClaimAlarm(models.Model):
    """Somebody at an address that a school gave said “this was not me” about a claim.

    While it is open nobody can sign in with the account. ``finding`` is what the administrator
    found, for anybody who asks later.
    """

    MOVES = ALARM_MOVES

    person = models.ForeignKey(Person, models.PROTECT, related_name="claim_alarms")
    code = models.OneToOneField(ClaimCode, models.PROTECT, related_name="alarm")
    status = models.CharField(
        _("status"),
        max_length=8,
        choices=AlarmStatus,
        default=AlarmStatus.OPEN,
        editable=False,
    )
    raised_at = models.DateTimeField(_("reported at"), auto_now_add=True)
    looked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    looked_at = models.DateTimeField(null=True)
    finding = models.TextField(_("finding"), blank=True)

    class Meta:
        ordering = ["raised_at"]
        constraints = [
            models.CheckConstraint(
                name="alarm_status_known", condition=Q(status__in=AlarmStatus.values)
            ),
            models.CheckConstraint(
                name="alarm_looked_at_iff_closed",
                condition=Q(status=AlarmStatus.OPEN, looked_by__isnull=True, looked_at__isnull=True)
                | Q(
                    ~Q(status=AlarmStatus.OPEN),
                    ~Q(finding=""),
                    looked_by__isnull=False,
                    looked_at__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"claim alarm {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("accounts:alarm", args=[self.pk])
