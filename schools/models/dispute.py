from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from schools.choices import DISPUTE_MOVES, WAITING, DisputedField, DisputeStatus
from schools.querysets import DisputeQuerySet

from .staff import StaffRecord


class Dispute(models.Model):
    """A teacher tells the board that something in the delivered data is wrong.

    ``key`` identifies the form that was sent, so that sending it twice asks once. From
    ``answer_before`` on the register handles it too. ``answered_for`` is the board or the register,
    whichever answered.
    """

    MOVES = DISPUTE_MOVES

    staff = models.ForeignKey(StaffRecord, models.PROTECT, related_name="disputes")
    key = models.UUIDField(null=True, editable=False)
    field = models.CharField(_("what is wrong"), max_length=24, choices=DisputedField)
    message = models.TextField(_("message"), max_length=2000)
    status = models.CharField(
        _("status"),
        max_length=9,
        choices=DisputeStatus,
        default=DisputeStatus.OPEN,
        editable=False,
    )
    opened_at = models.DateTimeField(_("asked at"), default=timezone.now)
    answer_before = models.DateField(_("answer before"), editable=False)
    answer = models.TextField(_("answer"), max_length=2000, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    answered_for = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = DisputeQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="dispute_status_known", condition=Q(status__in=DisputeStatus.values)
            ),
            models.CheckConstraint(
                name="dispute_field_known", condition=Q(field__in=DisputedField.values)
            ),
            models.CheckConstraint(
                name="dispute_has_an_answer_iff_answered",
                condition=Q(
                    status__in=WAITING,
                    answered_at__isnull=True,
                    answered_for__isnull=True,
                    answer="",
                )
                | Q(
                    ~Q(answer=""),
                    status=DisputeStatus.ANSWERED,
                    answered_at__isnull=False,
                    answered_for__isnull=False,
                ),
            ),
            models.UniqueConstraint(
                fields=["staff", "field"],
                name="one_open_question_per_field",
                condition=Q(status__in=WAITING),
                violation_error_message=_(
                    "You asked this already. The answer comes where you see your details."
                ),
            ),
            models.UniqueConstraint(fields=["staff", "key"], name="a_form_asks_once"),
        ]

    def __str__(self) -> str:
        return f"dispute {self.pk}"

    @property
    def waits(self) -> bool:
        return self.status in WAITING
