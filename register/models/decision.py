from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from register.choices.cycles import Ground, Outcome
from register.querysets import DecisionQuerySet

from .cycle import Cycle


class Decision(models.Model):
    """How a cycle was decided, with a copy of everything on which the decision rests.

    ``made_by`` is empty if the system decided. The database refuses any change, except for the
    notification, which starts the term for an objection (Awb 6:8): it is filled in afterwards, and
    once more if the mail came back and a letter followed (migration 0017). After a well-founded
    objection a new decision ``replaces`` this one.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="decisions")
    outcome = models.CharField(_("decision"), max_length=16, choices=Outcome)
    ground = models.CharField(_("ground"), max_length=16, choices=Ground)
    motivation = models.TextField(_("motivation"), blank=True)
    until = models.DateField(_("registered until"))
    rule_set_code = models.CharField(max_length=16)
    rule_set_version = models.CharField(max_length=16)
    inputs = models.JSONField(encoder=DjangoJSONEncoder)
    findings = models.JSONField(encoder=DjangoJSONEncoder)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_on = models.DateField(_("decided on"))
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    notified_on = models.DateField(_("letter sent on"), null=True)
    objection_until = models.DateField(_("objection until"), null=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-made_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "outcome"],
                name="a_cycle_is_decided_once_in_each_way",
                condition=Q(replaces__isnull=True),
            ),
            models.CheckConstraint(
                name="decision_outcome_known", condition=Q(outcome__in=Outcome.values)
            ),
            models.CheckConstraint(
                name="decision_ground_known", condition=Q(ground__in=Ground.values)
            ),
            models.CheckConstraint(
                name="renewed_iff_met",
                condition=Q(outcome=Outcome.RENEWED, ground=Ground.MET)
                | Q(~Q(outcome=Outcome.RENEWED), ~Q(ground=Ground.MET)),
            ),
            models.CheckConstraint(
                name="a_person_gives_a_motivation",
                condition=Q(made_by__isnull=True) | ~Q(motivation=""),
            ),
            models.CheckConstraint(
                name="objection_until_iff_notified",
                condition=Q(notified_on__isnull=True, objection_until__isnull=True)
                | Q(notified_on__isnull=False, objection_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"decision {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("register:decision", args=[self.pk])

    @property
    def reference(self) -> str:
        """The name by which the decision is known in letters."""
        return f"HR-{self.made_on.year}-{self.pk:06}"
