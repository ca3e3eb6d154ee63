"""Two records that may be one human, and what an administrator decided about them."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import DOUBLE_MOVES, DoubleStatus
from accounts.querysets import DoubleQuerySet

from .person import Person


class Double(models.Model):
    """Two people whose names are alike and who were born on the same day.

    The answer that they are two is kept, so that nobody is asked about the same two again.
    """

    MOVES = DOUBLE_MOVES

    first = models.ForeignKey(Person, models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, models.PROTECT, related_name="+")
    status = models.CharField(
        _("status"),
        max_length=9,
        choices=DoubleStatus,
        default=DoubleStatus.OPEN,
        editable=False,
    )
    found_at = models.DateTimeField(_("found at"), default=timezone.now)

    objects = DoubleQuerySet.as_manager()

    class Meta:
        ordering = ["found_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="double_status_known", condition=Q(status__in=DoubleStatus.values)
            ),
            models.CheckConstraint(name="double_is_of_two", condition=Q(first__lt=F("second"))),
            models.UniqueConstraint(fields=["first", "second"], name="a_double_is_found_once"),
        ]

    def __str__(self) -> str:
        return f"double {self.pk}"


class Merge(models.Model):
    """Two records became one; ``other`` stays behind and its number leads to ``survivor``.

    ``was_active`` (of ``other``) and ``standing`` (of ``survivor``) are as they were before, for
    when the merge is undone.
    """

    double = models.ForeignKey(Double, models.PROTECT, related_name="merges")
    survivor = models.ForeignKey(Person, models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    was_active = models.BooleanField()
    standing = models.PositiveSmallIntegerField()
    merged_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    merged_at = models.DateTimeField(_("merged at"), default=timezone.now)
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(_("taken back at"), null=True)

    class Meta:
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["other"], name="merged_once_at_a_time", condition=Q(undone_at=None)
            ),
            models.CheckConstraint(name="merge_is_of_two", condition=~Q(survivor=F("other"))),
        ]

    def __str__(self) -> str:
        return f"merge {self.pk}"


class MovedRow(models.Model):
    """A row that a merge handed over, so that it can be handed back."""

    merge = models.ForeignKey(Merge, models.PROTECT, related_name="moved", db_index=False)
    model = models.CharField(max_length=64)
    field = models.CharField(max_length=32)
    row = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["merge", "model", "field", "row"], name="a_row_moves_once_in_a_merge"
            )
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.row}"
