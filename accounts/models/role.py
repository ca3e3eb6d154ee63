from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import OrganisationKind, RoleKind
from accounts.querysets import DatedQuerySet, OrganisationQuerySet


def days(since: str, until: str) -> Func:
    """Return the span between two date columns, ``[since, until)``; an empty until has no end."""
    return Func(since, until, function="daterange", output_field=DateRangeField())


class Organisation(models.Model):
    """The base row of a board, a provider or the register itself.

    ``search_key`` holds what it can be found by: its plain name (``accounts.names.plain``) and the
    numbers by which its own app knows it.
    """

    kind = models.CharField(max_length=8, choices=OrganisationKind, editable=False)
    name = models.CharField(_("name"), max_length=200)
    search_key = models.CharField(max_length=250, blank=True, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="organisation_kind_known", condition=Q(kind__in=OrganisationKind.values)
            ),
            models.UniqueConstraint(
                fields=["kind"], name="one_register", condition=Q(kind=OrganisationKind.REGISTER)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """What a person may do for an organisation, ``[since, until)``."""

    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="roles")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="roles")
    kind = models.CharField(_("role"), max_length=16, choices=RoleKind)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["person__sort_key", "pk"]
        constraints = [
            models.CheckConstraint(name="role_kind_known", condition=Q(kind__in=RoleKind.values)),
            models.CheckConstraint(
                name="role_ends_after_it_starts",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            ExclusionConstraint(
                name="a_role_is_held_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (days("since", "until"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This person has this role already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.organisation}"
