from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from schools.choices import BUNDLE_MOVES, BundleStatus, LetterTo

from .board import Board


class LetterBundle(models.Model):
    """Letters with codes that are made in the background, as one PDF.

    ``role`` is the role in which ``asked_by`` asked: teachers see that a letter was printed, and by
    which organisation. ``sealed`` is the PDF, encrypted, for as long as it is kept.
    """

    MOVES = BUNDLE_MOVES

    board = models.ForeignKey(Board, models.PROTECT, related_name="letter_bundles")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    role = models.ForeignKey("accounts.Role", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    who = models.CharField(_("who gets a letter"), max_length=10, choices=LetterTo)
    location = models.CharField(_("location code"), max_length=6, blank=True)
    letters = models.PositiveIntegerField(_("letters"))
    status = models.CharField(
        _("status"),
        max_length=7,
        choices=BundleStatus,
        default=BundleStatus.ASKED,
        editable=False,
    )
    sealed = models.BinaryField(null=True, editable=False)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="bundle_status_known", condition=Q(status__in=BundleStatus.values)
            ),
            models.CheckConstraint(
                name="bundle_holds_letters_iff_made",
                condition=Q(status=BundleStatus.MADE, sealed__isnull=False)
                | Q(~Q(status=BundleStatus.MADE), sealed__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"letters {self.pk} of board {self.board_id}"

    def get_absolute_url(self) -> str:
        return reverse("schools:letters", args=[self.pk])
