from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT_FOR = timedelta(days=30)


class RegisterCheck(models.Model):
    """One question of an organisation: which of these teachers were registered on a day?

    ``sealed`` is the signed answer, encrypted; it is deleted after ``KEPT_FOR``,
    which leaves the counts only.
    """

    agreement = models.ForeignKey("accounts.Agreement", models.PROTECT, related_name="checks")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    client = models.ForeignKey("accounts.ApiClient", models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    on = models.DateField(_("as things stood on"))
    asked = models.PositiveIntegerField(_("teachers"))
    registered = models.PositiveIntegerField(_("registered"))
    not_registered = models.PositiveIntegerField(_("not registered"))
    not_possible = models.PositiveIntegerField(_("cannot be registered"))
    sealed = models.BinaryField(default=b"")

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["agreement", "asked_at"], name="checks_of_agreement")]
        constraints = [
            models.CheckConstraint(
                name="every_teacher_of_a_check_has_an_answer",
                condition=models.Q(
                    asked=models.F("registered")
                    + models.F("not_registered")
                    + models.F("not_possible")
                ),
            )
        ]

    def __str__(self) -> str:
        return f"check {self.pk} of {self.asked}"
