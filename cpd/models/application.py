import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import crypto
from cpd.choices.providers import APPLICATION_MOVES, WRITABLE, Admission, ApplicationStatus
from cpd.querysets import ApplicationQuerySet

from .provider import Provider

APPEND_ONLY = pgtrigger.Update | pgtrigger.Delete


class Application(models.Model):
    """An organisation asks to be admitted as a provider (domain.md §5.4).

    It is written by way of the link that was mailed to ``email``; there is no account yet. A
    ``board`` asks to offer courses to its own staff, and has one open application at a time.
    ``requirements`` is the version of the questions. ``due_on`` is the day by which we must decide,
    as long as it is our turn.
    """

    MOVES = APPLICATION_MOVES

    email = models.EmailField(_("email address"))
    board = models.ForeignKey(
        "schools.Board", models.PROTECT, null=True, related_name="applications", editable=False
    )
    name = models.CharField(_("name of the organisation"), max_length=200, blank=True)
    kvk = models.CharField(_("Chamber of Commerce number"), max_length=8, blank=True)
    website = models.URLField(_("website"), blank=True)
    contact = models.CharField(_("contact person"), max_length=200, blank=True)
    phone = models.CharField(_("telephone number"), max_length=20, blank=True)
    second_contact = models.CharField(_("second contact person"), max_length=200, blank=True)
    second_email = models.EmailField(_("email address of the second"), blank=True)
    requirements = models.CharField(_("version of the requirements"), max_length=12)
    status = models.CharField(
        _("status"),
        max_length=16,
        choices=ApplicationStatus,
        default=ApplicationStatus.DRAFT,
        editable=False,
    )
    first_submitted_on = models.DateField(null=True, editable=False)
    due_on = models.DateField(_("decided by"), null=True, editable=False)
    provider = models.OneToOneField(
        Provider, models.PROTECT, null=True, related_name="application", editable=False
    )
    saved_at = models.DateTimeField(auto_now=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["status", "due_on"], name="applications_to_decide")]
        constraints = [
            models.UniqueConstraint(
                name="a_board_applies_once_at_a_time",
                fields=["board"],
                condition=~Q(status=ApplicationStatus.REFUSED),
            ),
            models.CheckConstraint(
                name="application_status_known", condition=Q(status__in=ApplicationStatus.values)
            ),
            models.CheckConstraint(
                name="application_kvk_has_eight_digits",
                condition=Q(kvk="") | Q(kvk__regex=r"^\d{8}$"),
                violation_error_message=_("This number has eight digits."),
            ),
            models.CheckConstraint(
                name="application_complete_when_handed_in",
                condition=Q(status__in=WRITABLE)
                | (~Q(name="") & ~Q(kvk="") & ~Q(contact="") & Q(first_submitted_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="application_due_iff_submitted",
                condition=Q(status=ApplicationStatus.SUBMITTED, due_on__isnull=False)
                | (~Q(status=ApplicationStatus.SUBMITTED) & Q(due_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="application_has_provider_iff_admitted",
                condition=Q(status=ApplicationStatus.ACCEPTED, provider__isnull=False)
                | (~Q(status=ApplicationStatus.ACCEPTED) & Q(provider__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_absolute_url(self) -> str:
        return reverse("cpd:application", args=[self.pk])

    @property
    def writable(self) -> bool:
        return self.status in WRITABLE


class ApplicationAnswer(models.Model):
    """How an organisation meets one requirement."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="answers", db_index=False
    )
    requirement = models.CharField(max_length=20)
    text = models.TextField(_("answer"), max_length=4000)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_answer_per_requirement", fields=["application", "requirement"]
            )
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class ApplicationFile(models.Model):
    """A file that shows how a requirement is met; only the register sees it."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="files")
    requirement = models.CharField(max_length=20)
    name = models.CharField(_("name of the file"), max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"file {self.pk}"


class ApplicationFileContent(models.Model):
    """The encrypted file itself, in a table of its own so that no list ever reads it."""

    file = models.OneToOneField(
        ApplicationFile, models.CASCADE, primary_key=True, related_name="content"
    )
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"content of file {self.pk}"

    @property
    def bound_to(self) -> str:
        return f"application file {self.pk}"

    def opened(self) -> bytes:
        return crypto.decrypt(self.sealed, bound_to=self.bound_to)


class ApplicationRound(models.Model):
    """One time that an application was handed in; ``answer`` replies to what was asked before."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="rounds")
    answer = models.TextField(_("your answer"), max_length=4000, blank=True)
    submitted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=APPEND_ONLY)]

    def __str__(self) -> str:
        return f"round {self.pk}"


class ApplicationDecision(models.Model):
    """What an administrator decided about an application, and why; never changed.

    Only ``notified_on`` is filled in later: with the mail the term for an objection starts.
    """

    round = models.OneToOneField(ApplicationRound, models.PROTECT, related_name="decision")
    outcome = models.CharField(_("decision"), max_length=8, choices=Admission)
    reasons = models.TextField(_("reasons"), max_length=4000)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)
    notified_on = models.DateField(_("letter sent on"), null=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="admission_outcome_known", condition=Q(outcome__in=Admission.values)
            ),
            models.CheckConstraint(name="admission_has_reasons", condition=~Q(reasons="")),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="append_only", exclude=["notified_on"]),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"decision {self.pk}"
