from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cpd.choices.activities import Payer
from cpd.rules import MOST_HOURS

from .activity import Activity


class Cost(models.Model):
    """What an activity cost and who paid. It says nothing of the hours that count."""

    activity = models.OneToOneField(Activity, models.PROTECT, primary_key=True, related_name="cost")
    amount = models.DecimalField(_("amount"), max_digits=8, decimal_places=2, default=0)
    hours = models.DecimalField(_("working hours"), max_digits=6, decimal_places=2, default=0)
    payer = models.CharField(_("who paid"), max_length=12, choices=Payer)

    class Meta:
        constraints = [
            models.CheckConstraint(name="payer_known", condition=Q(payer__in=Payer.values)),
            models.CheckConstraint(
                name="cost_possible",
                condition=Q(amount__gte=0, hours__gte=0, hours__lte=MOST_HOURS),
            ),
        ]

    def __str__(self) -> str:
        return f"cost of activity {self.activity_id}"
