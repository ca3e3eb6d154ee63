from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.choices import OrganisationKind
from register.choices.diplomas import CHECK_MOVES, CheckStatus
from register.querysets import DiplomaCheckQuerySet
from schools.choices import Sector

WAITING = [CheckStatus.SUBMITTED, CheckStatus.ASKED]


class DiplomaCheck(models.Model):
    """A teacher asks to have a diploma checked, which can lead to a qualification.

    ``checker`` is the register, or a board at which the teacher works. For somebody that no board
    delivered it is also the request to be registered. ``due_on`` is the day by which the register
    aims to answer (domain.md §10.4), empty while a question to the teacher is open. The term for an
    objection to a refusal starts on ``notified_on``.
    """

    MOVES = CHECK_MOVES

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="diploma_checks"
    )
    sector = models.CharField(_("sector"), max_length=3, choices=Sector)
    subject = models.CharField(_("subject area"), max_length=100)
    awarded_on = models.DateField(_("date on the diploma"))
    checker = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=CheckStatus,
        default=CheckStatus.SUBMITTED,
        editable=False,
    )
    submitted_on = models.DateField(_("handed in on"))
    due_on = models.DateField(_("answer by"), null=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_on = models.DateField(_("decided on"), null=True)
    reasons = models.TextField(_("reasons"), blank=True)
    notified_on = models.DateField(_("letter sent on"), null=True)

    objects = DiplomaCheckQuerySet.as_manager()

    class Meta:
        ordering = ["submitted_on", "pk"]
        indexes = [
            models.Index(
                fields=["checker", "submitted_on"],
                name="diplomas_to_check",
                condition=Q(status=CheckStatus.SUBMITTED),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="check_status_known", condition=Q(status__in=CheckStatus.values)
            ),
            models.CheckConstraint(
                name="check_sector_known", condition=Q(sector__in=Sector.values)
            ),
            models.CheckConstraint(
                name="check_due_iff_submitted",
                condition=Q(status=CheckStatus.SUBMITTED, due_on__isnull=False)
                | (~Q(status=CheckStatus.SUBMITTED) & Q(due_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="check_decided_by_somebody",
                condition=Q(
                    status__in=[CheckStatus.ACCEPTED, CheckStatus.REFUSED],
                    checked_by__isnull=False,
                    decided_on__isnull=False,
                )
                | (
                    ~Q(status__in=[CheckStatus.ACCEPTED, CheckStatus.REFUSED])
                    & Q(decided_on__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="check_refused_with_reasons",
                condition=~Q(status__in=[CheckStatus.REFUSED, CheckStatus.ASKED]) | ~Q(reasons=""),
            ),
            models.CheckConstraint(
                name="check_notified_only_of_a_refusal",
                condition=Q(notified_on__isnull=True) | Q(status=CheckStatus.REFUSED),
            ),
            models.UniqueConstraint(
                fields=["person", "sector", "subject"],
                name="a_diploma_is_looked_at_once_at_a_time",
                condition=Q(status__in=WAITING),
            ),
        ]

    def __str__(self) -> str:
        return f"diploma check {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("register:diploma", args=[self.pk])

    @property
    def contestable(self) -> bool:
        """Whether the register refused it; what a board concludes is not a formal decision."""
        return self.status == CheckStatus.REFUSED and self.checker.kind == OrganisationKind.REGISTER


class DiplomaFile(models.Model):
    """The diploma itself, encrypted (``register.papers``). Its content determines ``kind``."""

    check_of = models.OneToOneField(
        DiplomaCheck, models.PROTECT, primary_key=True, related_name="file"
    )
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"file of diploma check {self.pk}"
