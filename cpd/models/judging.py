import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cpd.choices.judging import Outcome

from .offer import Offer


class Submission(models.Model):
    """One time that a provider handed an offer in; ``answer`` replies to what was asked before.

    ``content`` is what the offer said then, as it is kept of a ``Proposal``.
    """

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="submissions")
    answer = models.TextField(_("your answer"), max_length=4000, blank=True)
    content = models.JSONField(default=dict)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["submitted_at", "pk"]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"submission {self.pk}"


class OfferChange(models.Model):
    """A change of a validated offer that needed no new review: ``old`` and ``new`` per field."""

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="changes")
    old = models.JSONField()
    new = models.JSONField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"change {self.pk}"


class Judgement(models.Model):
    """What an administrator decided about a submission, and why; decided once, never changed.

    Only ``notified_on`` is filled in later: with the mail the term for an objection starts.
    """

    submission = models.OneToOneField(Submission, models.PROTECT, related_name="judgement")
    outcome = models.CharField(_("decision"), max_length=8, choices=Outcome)
    reasons = models.TextField(_("reasons"), max_length=4000)
    valid_until = models.DateField(_("valid until"), null=True)
    criteria = models.CharField(_("version of the criteria"), max_length=12)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    judged_at = models.DateTimeField(auto_now_add=True)
    notified_on = models.DateField(_("letter sent on"), null=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="judgement_outcome_known", condition=Q(outcome__in=Outcome.values)
            ),
            models.CheckConstraint(name="judgement_has_reasons", condition=~Q(reasons="")),
            models.CheckConstraint(
                name="judgement_valid_until_iff_validated",
                condition=Q(outcome=Outcome.VALIDATE, valid_until__isnull=False)
                | Q(~Q(outcome=Outcome.VALIDATE), valid_until__isnull=True),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="append_only", exclude=["notified_on"]),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"judgement {self.pk}"


class Advice(models.Model):
    """What a validator thinks of a submission, for the administrator who decides."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="advices")
    positive = models.BooleanField(_("your advice"))
    motivation = models.TextField(_("motivation"), max_length=4000)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            models.CheckConstraint(name="advice_has_motivation", condition=~Q(motivation="")),
            models.UniqueConstraint(
                name="one_advice_per_validator",
                fields=["submission", "given_by"],
                violation_error_message=_("You have given your advice already."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"advice {self.pk}"
