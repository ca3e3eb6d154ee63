from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cpd.choices.sessions import RATING_MOVES, RatingStatus
from cpd.querysets import RatingQuerySet

from .offer import Offer
from .session import Attendance

LOWEST, HIGHEST = 1, 5


class Rating(models.Model):
    """What somebody who was at a session thinks of the course, once (domain.md §5.3).

    No page tells who gave it. ``answer`` is the provider's, to these words. ``reason`` says why it
    was hidden, or shown again.
    """

    MOVES = RATING_MOVES

    attendance = models.OneToOneField(Attendance, models.PROTECT, related_name="rating")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="ratings", db_index=False)
    score = models.PositiveSmallIntegerField(_("your rating"))
    text = models.TextField(_("why"), max_length=1000, blank=True)
    answer = models.TextField(_("your answer"), max_length=1000, blank=True, editable=False)
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=RatingStatus,
        default=RatingStatus.SHOWN,
        editable=False,
    )
    reason = models.CharField(max_length=500, blank=True, editable=False)
    given_on = models.DateField(editable=False)

    objects = RatingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(name="ratings_of_offer", fields=["offer", "status", "score"])]
        constraints = [
            models.CheckConstraint(
                name="rating_status_known", condition=Q(status__in=RatingStatus.values)
            ),
            models.CheckConstraint(
                name="rating_in_range", condition=Q(score__gte=LOWEST, score__lte=HIGHEST)
            ),
            models.CheckConstraint(
                name="rating_hidden_with_a_reason",
                condition=~Q(status=RatingStatus.HIDDEN, reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"rating {self.pk}"
