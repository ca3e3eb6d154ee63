from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from schools.choices import EmploymentKind, FunctionCategory
from schools.querysets import BasisQuerySet

from .board import Location
from .history import historic
from .staff import StaffRecord

fte_is_possible = Q(fte__gte=0, fte__lte="1.2")


@historic(staff="schools.StaffRecord", location="schools.Location")
class Appointment(models.Model):
    """A member of staff has a function at a location.

    The board and the staff number are those of ``staff``. ``[since, until)`` is the span of its
    bases. ``kind`` and ``fte`` hold from ``employed_since`` on; earlier values are in
    PastEmployment. A voided appointment should never have existed, and is kept for the record.
    """

    staff = models.ForeignKey(
        StaffRecord, models.PROTECT, related_name="appointments", db_index=False
    )
    location = models.ForeignKey(
        Location, models.PROTECT, related_name="appointments", db_index=False
    )
    category = models.PositiveSmallIntegerField(_("function"), choices=FunctionCategory)
    kind = models.PositiveSmallIntegerField(_("kind of employment"), choices=EmploymentKind)
    fte = models.DecimalField(_("full-time equivalent"), max_digits=5, decimal_places=4)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True)
    employed_since = models.DateField(_("employed so since"))
    voided_at = models.DateTimeField(_("voided at"), null=True)

    class Meta:
        ordering = ["-since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "location", "category"],
                name="one_appointment_per_function_and_location",
                condition=Q(voided_at=None),
            ),
            models.CheckConstraint(
                name="appointment_category_known", condition=Q(category__in=FunctionCategory.values)
            ),
            models.CheckConstraint(
                name="appointment_kind_known", condition=Q(kind__in=EmploymentKind.values)
            ),
            models.CheckConstraint(name="appointment_fte_is_possible", condition=fte_is_possible),
            models.CheckConstraint(
                name="appointment_ends_after_it_starts",
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"appointment {self.pk}"


class PastEmployment(models.Model):
    """What the kind and size of an appointment were during ``[since, until)``, before a change."""

    appointment = models.ForeignKey(
        Appointment, models.PROTECT, related_name="past_employments", db_index=False
    )
    kind = models.PositiveSmallIntegerField(_("kind of employment"), choices=EmploymentKind)
    fte = models.DecimalField(_("full-time equivalent"), max_digits=5, decimal_places=4)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"))

    class Meta:
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "since"], name="one_past_employment_starts_on_a_day"
            ),
            models.CheckConstraint(
                name="past_employment_kind_known", condition=Q(kind__in=EmploymentKind.values)
            ),
            models.CheckConstraint(
                name="past_employment_fte_is_possible", condition=fte_is_possible
            ),
            models.CheckConstraint(
                name="past_employment_ends_after_it_starts", condition=Q(until__gt=F("since"))
            ),
        ]

    def __str__(self) -> str:
        return f"past employment {self.pk}"


@historic(appointment="schools.Appointment")
class AppointmentBasis(models.Model):
    """The ground on which somebody teaches within an appointment, ``[since, until)``.

    ``code`` is that of a BasisCode in force on ``since``; ``subject_areas`` is sorted, and an area
    with a free-text part is ``BVK:word``.
    """

    appointment = models.ForeignKey(
        Appointment, models.PROTECT, related_name="bases", db_index=False
    )
    code = models.CharField(_("appointment basis"), max_length=16)
    subject_areas = ArrayField(models.CharField(max_length=100), verbose_name=_("subject areas"))
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True)
    voided_at = models.DateTimeField(_("voided at"), null=True)

    # The words of code and areas in the language of the reader, filled in by ``people.in_words``.
    title: str
    subjects: list[str]

    objects = BasisQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "code", "subject_areas", "since"],
                name="one_basis_starts_on_a_day",
                condition=Q(voided_at=None),
            ),
            models.CheckConstraint(
                name="basis_ends_after_it_starts",
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} from {self.since}"
