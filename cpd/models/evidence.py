from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import crypto
from cpd.querysets import EvidenceQuerySet

from .activity import Activity


class Evidence(models.Model):
    """A file that shows that an activity was done. Only its owner can open it.

    ``media_type`` is determined from the content. Evidence that is removed together with its
    activity, at ``removed_at``, can be restored with it until it is deleted some time later.
    """

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="evidence")
    name = models.CharField(_("name of the file"), max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"evidence {self.pk}"


class EvidenceContent(models.Model):
    """The encrypted file itself, in a table of its own so that no list ever reads it."""

    evidence = models.OneToOneField(
        Evidence, models.CASCADE, primary_key=True, related_name="content"
    )
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"content of evidence {self.pk}"

    @property
    def bound_to(self) -> str:
        return f"evidence {self.pk}"

    def opened(self) -> bytes:
        return crypto.decrypt(self.sealed, bound_to=self.bound_to)
