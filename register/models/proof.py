from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .check import RegisterCheck
from .signing import SigningCertificate


class CheckProof(models.Model):
    """The PDF with the answers to a check, as it was issued: one for each check.

    ``sealed`` is the PDF, encrypted; it is deleted together with the answers. ``sha256`` stays, so
    that anybody who is shown the file later can still verify it.
    """

    check_made = models.OneToOneField(RegisterCheck, models.PROTECT, related_name="proof")
    sealed = models.BinaryField(default=b"")
    sha256 = models.CharField(max_length=64, unique=True)
    signed_with = models.ForeignKey(
        SigningCertificate, models.PROTECT, related_name="+", db_index=False
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                name="proof_has_a_fingerprint", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")
            )
        ]

    def __str__(self) -> str:
        return f"proof of {self.check_made_id}"
