from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, days
from cpd.querysets import SuspensionQuerySet


class Provider(Organisation):
    """An organisation that offers courses, known by its number at the Chamber of Commerce.

    What it offers is in-company where it is for the ``staff_of`` a board only. A board has one such
    provider, or more since another board became part of it (docs/adr/0032).
    """

    kvk = models.CharField(
        _("Chamber of Commerce number"),
        max_length=8,
        unique=True,
        error_messages={"unique": _("There is a provider with this number already.")},
    )

    staff_of = models.ForeignKey(
        "schools.Board", models.PROTECT, null=True, related_name="in_company", editable=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="kvk_has_eight_digits",
                condition=Q(kvk__regex=r"^\d{8}$"),
                violation_error_message=_("This number has eight digits."),
            )
        ]

    @property
    def in_company(self) -> bool:
        """Tell whether only those who work for a board can follow what it offers."""
        return self.staff_of_id is not None

    @property
    def organisations(self) -> list[int]:
        """Return the keys of the organisations whose people do not judge what it offers."""
        return [self.pk, self.staff_of_id] if self.staff_of_id else [self.pk]


class Suspension(models.Model):
    """A provider may not offer anything ``[since, until)``; without ``until`` it still lasts.

    One that was taken back ends where it begins, so it holds on no day. With ``notified_on`` the
    term for an objection starts.
    """

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="suspensions")
    since = models.DateField(_("from"))
    until = models.DateField(_("lifted from"), null=True, editable=False)
    reason = models.TextField(_("reason"), max_length=2000)
    lifted_because = models.TextField(max_length=2000, blank=True, editable=False)
    imposed_at = models.DateTimeField(auto_now_add=True)
    imposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    notified_on = models.DateField(_("letter sent on"), null=True, editable=False)

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(name="suspension_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="suspension_ends_after_it_starts",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(
                name="suspension_lifted_with_a_reason",
                condition=Q(until__isnull=True, lifted_because="")
                | (Q(until__isnull=False) & ~Q(lifted_because="")),
            ),
            ExclusionConstraint(
                name="suspensions_do_not_overlap",
                expressions=[
                    ("provider", RangeOperators.EQUAL),
                    (days("since", "until"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This provider is suspended already."),
            ),
        ]

    def __str__(self) -> str:
        return f"suspension {self.pk}"

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    @property
    def taken_back(self) -> bool:
        """Whether it counts as never imposed."""
        return self.until == self.since
