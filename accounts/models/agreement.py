from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.querysets import AgreementQuerySet

from .role import Organisation


class Agreement(models.Model):
    """What an organisation may check in the register, and what for, ``[since, until)``.

    ``purpose`` is what the teacher reads; ``code`` identifies it in the API. ``a_day`` is how many
    teachers may be checked in a day. ``with_reason``: the organisation also learns that somebody
    could not be registered and why, as a subsidy scheme needs to know (domain.md §7).
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="agreements")
    code = models.SlugField(_("code"), max_length=40)
    purpose = models.CharField(_("purpose"), max_length=200)
    ground = models.CharField(_("legal ground"), max_length=300)
    with_reason = models.BooleanField(_("also why somebody cannot be registered"), default=False)
    a_day = models.PositiveIntegerField(_("teachers a day"), default=10_000)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"],
                name="agreement_has_its_own_code",
                violation_error_message=_("There is an agreement with this code already."),
            ),
            models.CheckConstraint(
                name="agreement_ends_after_it_starts",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message=_("The last day must not come before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.purpose
