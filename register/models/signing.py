from django.db import models
from django.utils.translation import gettext_lazy as _


class SigningCertificate(models.Model):
    """A certificate that a file was signed with, and those of who issued it.

    It is published as long as such files exist, so that a change of keys makes none of them
    doubtful. ``fingerprint`` is its SHA-256; ``chain`` is PEM. The private key is never here.
    """

    fingerprint = models.CharField(max_length=64, unique=True)
    chain = models.TextField()
    first_used_on = models.DateField(_("first used on"))

    class Meta:
        ordering = ["-first_used_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="signing_certificate_holds_no_private_key",
                condition=models.Q(chain__startswith="-----BEGIN CERTIFICATE-----")
                & ~models.Q(chain__contains="PRIVATE"),
            )
        ]

    def __str__(self) -> str:
        return f"signing certificate {self.fingerprint[:8]}"
