from typing import Any

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.choices.registrations import ENDED, REGISTRATION_MOVES, Proof, RegistrationStatus
from register.querysets import QualificationQuerySet, RegistrationQuerySet
from schools.choices import Section, Sector


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old))
class Registration(models.Model):
    """A person in one section of the register.

    ``delivered``: a board said so, and nobody else knows. ``registered``: the teacher confirmed it;
    only then, and only in the section “register”, it is public and has cycles. The history holds
    the row as it was before each change, not the present version.
    """

    MOVES = REGISTRATION_MOVES

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="registrations", db_index=False
    )
    section = models.CharField(_("section"), max_length=16, choices=Section)
    status = models.CharField(
        _("status"),
        max_length=16,
        choices=RegistrationStatus,
        default=RegistrationStatus.DELIVERED,
        editable=False,
    )
    delivered_on = models.DateField(_("delivered on"))
    registered_on = models.DateField(_("registered on"), null=True, editable=False)
    ended_on = models.DateField(_("ended on"), null=True, editable=False)

    events: Any  # the versions of this row, which pghistory keeps

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["person", "section"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "section"], name="a_person_is_once_in_a_section"
            ),
            models.CheckConstraint(
                name="registration_status_known",
                condition=Q(status__in=RegistrationStatus.values),
            ),
            models.CheckConstraint(
                name="registration_section_known", condition=Q(section__in=Section.values)
            ),
            models.CheckConstraint(
                name="registered_on_iff_confirmed",
                condition=Q(status=RegistrationStatus.DELIVERED, registered_on__isnull=True)
                | Q(~Q(status=RegistrationStatus.DELIVERED), registered_on__isnull=False),
            ),
            models.CheckConstraint(
                name="registration_ended_on_iff_ended",
                condition=Q(status__in=ENDED, ended_on__isnull=False)
                | Q(~Q(status__in=ENDED), ended_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"registration {self.pk}"


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old))
class Qualification(models.Model):
    """What a person is qualified to teach, on what evidence, and who saw that evidence.

    A delivery with a qualified basis proposes one; it counts and is public from the day on which
    the teacher confirms it.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="qualifications", db_index=False
    )
    sector = models.CharField(_("sector"), max_length=3, choices=Sector)
    subject = models.CharField(_("subject area"), max_length=100, blank=True)
    since = models.DateField(_("since"), null=True)
    proof = models.CharField(_("proof"), max_length=16, choices=Proof)
    basis_code = models.CharField(_("code of the appointment basis"), max_length=16, blank=True)
    checked_by = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, related_name="+", db_index=False
    )
    checked_on = models.DateField(_("checked on"))
    confirmed_on = models.DateField(_("confirmed on"), null=True, editable=False)

    objects = QualificationQuerySet.as_manager()

    class Meta:
        ordering = ["sector", "subject"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "sector", "subject"], name="a_qualification_is_held_once"
            ),
            models.CheckConstraint(
                name="qualification_sector_known", condition=Q(sector__in=Sector.values)
            ),
            models.CheckConstraint(
                name="qualification_proof_known", condition=Q(proof__in=Proof.values)
            ),
            models.CheckConstraint(
                name="qualification_basis_code_iff_basis",
                condition=Q(Q(proof=Proof.BASIS), ~Q(basis_code=""))
                | Q(~Q(proof=Proof.BASIS), basis_code=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sector} {self.subject}"
