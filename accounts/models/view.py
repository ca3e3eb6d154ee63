from django.db import models
from django.db.models import Func, Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import Purpose

from .person import Person
from .role import Role


def hour_of(moment: str) -> Func:
    return Func(
        moment,
        template="(date_trunc('hour', %(expressions)s at time zone 'UTC'))",
        output_field=models.DateTimeField(),
    )


class View(models.Model):
    """One look by somebody at another person's file, shown to that person.

    Opening a file and being in an export count; a row in a list does not. Opening it again within
    the hour is the same look. ``agreement`` is set if somebody checked a registration under one.
    """

    subject = models.ForeignKey(Person, models.PROTECT, related_name="views")
    viewer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.ForeignKey(Role, models.PROTECT, related_name="+")
    purpose = models.CharField(_("purpose"), max_length=16, choices=Purpose)
    agreement = models.ForeignKey(
        "accounts.Agreement", models.PROTECT, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["subject", "-at"], name="views_of_subject")]
        constraints = [
            models.CheckConstraint(
                name="view_purpose_known", condition=Q(purpose__in=Purpose.values)
            ),
            models.UniqueConstraint(
                "subject",
                "viewer",
                "role",
                "purpose",
                "agreement",
                hour_of("at"),
                name="one_look_an_hour",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.viewer} looked at {self.subject}"
