from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import crypto
from register.querysets import AdmissionQuerySet
from schools.choices import Sector

from .diploma import WAITING, DiplomaCheck

FINISH_WITHIN = timedelta(days=30)
"""Ours: after that a draft is thrown away, with the number that is in it."""


class Admission(models.Model):
    """Somebody that no board delivered asks to be in the register (domain.md §5.1).

    It is a draft until it is handed in; from then on its status is that of the check of its
    diploma. Name and birth date are stored with the person. The citizen service number is stored
    here while it must be verified, and becomes theirs only when they are admitted: until then
    nobody knows whether it is really theirs (ADR 30).
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="admissions")
    begun_on = models.DateField(_("begun on"))
    digest = models.BinaryField(max_length=32, null=True)
    ciphertext = models.BinaryField(null=True)
    sector = models.CharField(_("sector"), max_length=3, choices=Sector, blank=True)
    subject = models.CharField(_("subject area"), max_length=100, blank=True)
    awarded_on = models.DateField(_("date on the diploma"), null=True)
    diploma = models.OneToOneField(
        DiplomaCheck, models.PROTECT, null=True, related_name="admission"
    )

    objects = AdmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["digest"], name="admissions_by_number", condition=Q(digest__isnull=False)
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                name="an_admission_is_drafted_once_at_a_time",
                condition=Q(diploma__isnull=True),
            ),
            models.CheckConstraint(
                name="admission_sector_known", condition=Q(sector__in=["", *Sector.values])
            ),
            models.CheckConstraint(
                name="admission_handed_in_when_complete",
                condition=Q(diploma__isnull=True)
                | (~Q(sector="") & ~Q(subject="") & Q(awarded_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="admission_number_is_sealed",
                condition=Q(digest__isnull=True, ciphertext__isnull=True)
                | Q(digest__isnull=False, ciphertext__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"admission {self.pk}"

    @property
    def waits(self) -> bool:
        """Whether somebody has to look, or the teacher has to answer."""
        return self.diploma is not None and self.diploma.status in WAITING

    def tail(self) -> str:
        """Return the last three digits of the number, all that is ever shown."""
        if self.ciphertext is None or self.digest is None:
            return ""
        digest = bytes(self.digest).hex()
        return crypto.decrypt(self.ciphertext, bound_to=digest).decode()[-3:]
