from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.querysets import MandateQuerySet

from .role import Organisation, days


class Mandate(models.Model):
    """A board lets an administration office deliver for it, ``[since, until)``.

    Revoking it ends it on that day; what was done under it remains valid (domain.md §2.4 step 2).
    """

    board = models.ForeignKey(Organisation, models.PROTECT, related_name="mandates")
    office = models.ForeignKey(Organisation, models.PROTECT, related_name="mandates_held")
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True)
    granted_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(_("granted at"), auto_now_add=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "pk"]
        constraints = [
            models.CheckConstraint(
                name="mandate_ends_after_it_starts",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message=_("The last day must not come before the first."),
            ),
            ExclusionConstraint(
                name="an_office_has_one_mandate_at_a_time",
                expressions=[
                    ("board", RangeOperators.EQUAL),
                    ("office", RangeOperators.EQUAL),
                    (days("since", "until"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This office has a mandate in this period already."),
            ),
        ]

    def __str__(self) -> str:
        return f"mandate {self.pk}"
