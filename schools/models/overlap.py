from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from schools.choices import OVERLAP_MOVES, OverlapKind, OverlapStatus
from schools.querysets import OverlapQuerySet


class Overlap(models.Model):
    """What the jobs of one person at several boards come to together, for administrators.

    No board sees it, for none may know what another delivered. ``total`` is the
    size of the jobs, of an overlap of that kind; ``until`` is the end of the chain of the ground
    ``code``, or the first day on which the jobs are that large.

    What was settled asks for nothing until it grows.
    """

    MOVES = OVERLAP_MOVES

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="overlaps")
    kind = models.CharField(_("kind"), max_length=5, choices=OverlapKind)
    code = models.CharField(_("appointment basis"), max_length=16, blank=True)
    total = models.DecimalField(_("size together"), max_digits=6, decimal_places=4, null=True)
    until = models.DateField(_("day"))
    status = models.CharField(
        _("status"),
        max_length=7,
        choices=OverlapStatus,
        default=OverlapStatus.OPEN,
        editable=False,
    )
    found_at = models.DateTimeField(_("found at"), default=timezone.now)
    explanation = models.TextField(_("explanation"), max_length=2000, blank=True, editable=False)

    objects = OverlapQuerySet.as_manager()

    class Meta:
        ordering = ["found_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "code"], name="an_overlap_is_found_once"
            ),
            models.CheckConstraint(
                name="overlap_kind_known", condition=Q(kind__in=OverlapKind.values)
            ),
            models.CheckConstraint(
                name="overlap_status_known", condition=Q(status__in=OverlapStatus.values)
            ),
            models.CheckConstraint(
                name="overlap_has_a_size_or_a_ground",
                condition=Q(kind=OverlapKind.SIZE, total__isnull=False, code="")
                | Q(~Q(code=""), kind=OverlapKind.CHAIN, total__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"overlap {self.pk}"
