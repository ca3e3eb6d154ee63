from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import crypto
from register.choices.sample_terms import SAMPLE_TERMS
from register.choices.samples import SAMPLE_MOVES, SampleStatus
from register.querysets import DrawQuerySet, SampleQuerySet
from register.rules import NO_SECTOR, SampleTerms, seed

from .cycle import Cycle


class Draw(models.Model):
    """The random source that decides in a month who is drawn (ADR 27).

    ``commitment`` is the hash of the secret, published on ``committed_on``; ``outcome`` is the
    result of the external draw ``outside`` on ``outside_on``. It is used from its month on, once
    the outcome is known, until the next one can be used. Then the secret is published.
    """

    month = models.DateField(_("month"), unique=True)
    version = models.CharField(max_length=16)
    share = models.DecimalField(max_digits=5, decimal_places=4)
    commitment = models.CharField(max_length=64, unique=True)
    committed_on = models.DateField(_("published on"))
    sealed = models.BinaryField(editable=False)
    outside = models.CharField(max_length=300)
    outside_on = models.DateField()
    outcome = models.CharField(_("result"), max_length=100, blank=True)
    outcome_on = models.DateField(null=True)
    secret = models.CharField(max_length=64, blank=True)
    secret_on = models.DateField(null=True)

    objects = DrawQuerySet.as_manager()

    class Meta:
        ordering = ["-month"]
        constraints = [
            models.CheckConstraint(
                name="a_draw_is_fixed_before_its_outside_source",
                condition=Q(committed_on__lt=F("outside_on"), outside_on__lt=F("month")),
            ),
            models.CheckConstraint(
                name="draw_outcome_has_its_day",
                condition=Q(outcome="", outcome_on=None)
                | (~Q(outcome="") & Q(outcome_on__gte=F("outside_on"))),
            ),
            models.CheckConstraint(
                name="draw_secret_only_after_its_month",
                condition=Q(secret="", secret_on=None)
                | (~Q(secret="") & ~Q(outcome="") & Q(secret_on__gt=F("month"))),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="draw_stays",
                fields=[
                    *("month", "version", "share", "commitment", "committed_on", "sealed"),
                    *("outside", "outside_on"),
                ],
            ),
            pgtrigger.Protect(
                name="draw_known_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__outcome_on__isnull=False)
                & (
                    pgtrigger.Q(old__outcome__df=pgtrigger.F("new__outcome"))
                    | pgtrigger.Q(old__outcome_on__df=pgtrigger.F("new__outcome_on"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"draw of {self.month:%Y-%m}"

    @property
    def terms(self) -> SampleTerms:
        """The terms under which it was prepared."""
        return next(terms for terms in SAMPLE_TERMS if terms.version == self.version)

    @property
    def seed(self) -> str:
        """The seed of the month; only where the outcome is known."""
        return seed(self.opened(), self.outcome)

    def opened(self) -> str:
        """Return the secret."""
        return crypto.decrypt(self.sealed, bound_to=self.bound_to).decode()

    @property
    def bound_to(self) -> str:
        return f"draw {self.month}"


class Sample(models.Model):
    """Whether a complete request for renewal was drawn, and if so how its assessment went.

    ``stratum`` is the sector and the band of self-reported hours. The lot depends on the draw of
    the month and the primary key of the cycle, and on nothing else. ``due_on`` is the last day for
    the decision on a request that was drawn; a question postpones it.
    """

    MOVES = SAMPLE_MOVES

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="samples")
    draw = models.ForeignKey(Draw, models.PROTECT, related_name="samples")
    stratum = models.CharField(max_length=16)
    asked_on = models.DateField(_("asked on"))
    status = models.CharField(
        _("status"), max_length=12, choices=SampleStatus, default=SampleStatus.NOT_DRAWN
    )
    due_on = models.DateField(_("last day of the term"), null=True)
    decided_on = models.DateField(null=True)

    objects = SampleQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["asked_on"],
                name="samples_to_judge",
                condition=Q(status=SampleStatus.DRAWN),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="sample_status_known", condition=Q(status__in=SampleStatus.values)
            ),
            models.UniqueConstraint(fields=["cycle", "draw"], name="one_lot_a_month"),
            models.CheckConstraint(
                name="who_was_drawn_has_a_term",
                condition=Q(status=SampleStatus.NOT_DRAWN, due_on=None)
                | (~Q(status=SampleStatus.NOT_DRAWN) & Q(due_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="sample_decided_on_iff_decided",
                condition=Q(status=SampleStatus.DECIDED, decided_on__isnull=False)
                | (~Q(status=SampleStatus.DECIDED) & Q(decided_on=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"sample of cycle {self.cycle_id}"

    def get_absolute_url(self) -> str:
        return reverse("register:sample", args=[self.pk])

    @property
    def sector(self) -> str:
        return "" if self.stratum.startswith(NO_SECTOR) else self.stratum.partition("/")[0]

    @property
    def band(self) -> str:
        return self.stratum.partition("/")[2]

    @property
    def share(self) -> Decimal:
        return self.draw.share


class SampleVerdict(models.Model):
    """The conclusion of one committee member: nothing wrong, or activities that do not count."""

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="verdicts")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    disallowed = models.ManyToManyField("cpd.Activity", related_name="+")
    words = models.TextField(_("motivation"), blank=True)
    given_on = models.DateField(_("given on"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "member"], name="a_member_judges_once")
        ]

    def __str__(self) -> str:
        return f"verdict {self.pk}"


class SampleMessage(models.Model):
    """A question of the committee to the teacher, or an answer."""

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="messages")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("text"))
    said_on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"message {self.pk} in sample {self.sample_id}"
