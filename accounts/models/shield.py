from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.choices import SHIELD_MOVES, SHIELDING, ShieldReason, ShieldStatus
from accounts.querysets import ShieldQuerySet

from .person import Person


class Shield(models.Model):
    """A teacher who is threatened is found by number only, and nobody sees where they work.

    It takes effect as soon as it is requested (ADR 26). ``answer`` explains a refusal to the
    teacher. Their own board still sees them, because it delivers their data.
    """

    MOVES = SHIELD_MOVES

    person = models.ForeignKey(Person, models.PROTECT, related_name="shields")
    reason = models.CharField(_("reason"), max_length=16, choices=ShieldReason)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=ShieldStatus,
        default=ShieldStatus.ASKED,
        editable=False,
    )
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    looked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    looked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    answer = models.TextField(_("answer"), blank=True)

    objects = ShieldQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                name="one_shield_at_a_time",
                condition=Q(status__in=SHIELDING),
            ),
            models.CheckConstraint(
                name="shield_status_known", condition=Q(status__in=ShieldStatus.values)
            ),
            models.CheckConstraint(
                name="shield_reason_known", condition=Q(reason__in=ShieldReason.values)
            ),
            models.CheckConstraint(
                name="shield_ended_iff_it_works_no_more",
                condition=Q(status__in=SHIELDING, ended_at__isnull=True)
                | (~Q(status__in=SHIELDING) & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="shield_refused_with_words",
                condition=~Q(status=ShieldStatus.REFUSED) | ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return f"shield {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("accounts:shield", args=[self.pk])

    @property
    def works(self) -> bool:
        return self.status in SHIELDING
