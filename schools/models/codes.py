from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from schools.choices import Section, Sector


class BasisCode(models.Model):
    """One ground of appointment while it is in force (domain.md §3.2).

    The fields mean the same as in ``rules.BasisCode``. A migration loads the rows from
    ``schools/data``; a change of law closes a row and opens the next.
    """

    code = models.CharField(_("code"), max_length=16)
    sector = models.CharField(_("sector"), max_length=3, choices=Sector)
    title_en = models.CharField(max_length=200)
    title_nl = models.CharField(max_length=200)
    article = models.CharField(_("article"), max_length=60, blank=True)
    section = models.CharField(_("section"), max_length=8, choices=Section, blank=True)
    unqualified = models.BooleanField()
    temporary = models.BooleanField()
    categories = ArrayField(models.PositiveSmallIntegerField())
    term_kind = models.CharField(max_length=16, blank=True)
    term_months = models.PositiveSmallIntegerField(null=True)
    extension_months = ArrayField(models.PositiveSmallIntegerField(), default=list)
    warn_months = models.PositiveSmallIntegerField(null=True)
    weekly_hours = models.PositiveSmallIntegerField(null=True)
    declaration = models.CharField(max_length=16, blank=True)
    in_force_from = models.DateField(null=True)
    in_force_until = models.DateField(null=True)

    class Meta:
        ordering = ["code", F("in_force_from").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "in_force_from"], name="one_basis_per_code", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="basis_code_section_known",
                condition=Q(section__in=Section.values) | Q(section=""),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class SubjectArea(models.Model):
    """One onderwijsterrein of one sector while it is in force (domain.md §3.3)."""

    code = models.CharField(_("code"), max_length=16)
    sector = models.CharField(_("sector"), max_length=3, choices=Sector)
    title_en = models.CharField(max_length=200)
    title_nl = models.CharField(max_length=200)
    free_word = models.BooleanField()
    in_force_from = models.DateField(null=True)
    in_force_until = models.DateField(null=True)

    class Meta:
        ordering = ["sector", "code", F("in_force_from").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "sector", "in_force_from"],
                name="one_subject_area_per_code",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return self.code
