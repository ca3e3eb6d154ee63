from django.db import models
from django.utils.translation import gettext_lazy as _


class SigningCertificate(models.Model):
    """An X.509 certificate with which files were signed, and its chain of issuers.

    It stays published as long as such files exist, so that a change of keys invalidates none of
    them. ``fingerprint`` is its SHA-256; ``chain`` is PEM. The private key is never stored here.
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
