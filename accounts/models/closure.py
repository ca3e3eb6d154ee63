from django.db import models
from django.db.models import Q

from .person import Person


class ClosedAccount(models.Model):
    """A teacher deleted their account on a day (domain.md §2.7).

    Their file is kept for some years in case they come back, which ``returned_at`` records.
    Otherwise ``forgotten_on`` is the day on which the file was deleted.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="closed_accounts")
    closed_on = models.DateField()
    returned_at = models.DateTimeField(null=True)
    forgotten_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                name="an_account_is_closed_once_at_a_time",
                condition=Q(returned_at=None, forgotten_on=None),
            ),
            models.CheckConstraint(
                name="who_returned_is_not_forgotten",
                condition=Q(returned_at=None) | Q(forgotten_on=None),
            ),
        ]

    def __str__(self) -> str:
        return f"closed account of person {self.person_id}"


class Clearing(models.Model):
    """How many records of one kind were deleted on a day because their retention term was over."""

    code = models.CharField(max_length=20)
    on = models.DateField()
    number = models.PositiveIntegerField()

    class Meta:
        ordering = ["-on", "code"]
        constraints = [
            models.UniqueConstraint(fields=["code", "on"], name="cleared_is_counted_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.code} on {self.on}"
