from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Message
from register.choices.post import BATCH_MOVES, BatchStatus


class PostBatch(models.Model):
    """Letters that are printed together, to people that no mail reaches.

    ``posts_on`` is printed on the letters as the day of posting. The terms in them begin on that
    day, once somebody has confirmed that they were posted.
    """

    MOVES = BATCH_MOVES

    status = models.CharField(
        _("status"), max_length=8, choices=BatchStatus, default=BatchStatus.MADE, editable=False
    )
    posts_on = models.DateField(_("day of posting"))
    made_on = models.DateField(_("made on"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="batch_status_known", condition=Q(status__in=BatchStatus.values)
            )
        ]

    def __str__(self) -> str:
        return f"post batch {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("register:post_batch", args=[self.pk])


class PostedLetter(models.Model):
    """A notice in a batch; it is in one batch at a time, not counting dropped ones."""

    message = models.OneToOneField(
        Message, models.PROTECT, primary_key=True, related_name="posted_letter"
    )
    batch = models.ForeignKey(PostBatch, models.PROTECT, related_name="letters")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"letter of message {self.message_id}"
