from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from register.choices.cycles import CriterionKind
from schools.choices import Section


class RuleSet(models.Model):
    """What a cycle must meet and the terms of its procedure, in force from a day.

    It is immutable: the database refuses any change (migration 0003), so that cycles and decisions
    can refer to it. New rules are a new rule set.
    """

    code = models.CharField(_("code"), max_length=16)
    version = models.CharField(_("version"), max_length=16)
    name = models.CharField(_("name"), max_length=100)
    source = models.TextField(_("source"))
    section = models.CharField(_("section"), max_length=16, choices=Section)
    in_force_from = models.DateField(_("in force from"))
    primary_categories = ArrayField(models.CharField(max_length=32))
    other_categories = ArrayField(models.CharField(max_length=32))
    full_time_hours = models.PositiveIntegerField(_("hours that a full-time teacher works a year"))
    cycle_months = models.PositiveSmallIntegerField()
    shortest_first_cycle_months = models.PositiveSmallIntegerField()
    longest_first_cycle_months = models.PositiveSmallIntegerField()
    submit_months = models.PositiveSmallIntegerField()
    conditional_months = models.PositiveSmallIntegerField()
    objection_weeks = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["section", "-in_force_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="rule_set_version_once"),
            models.UniqueConstraint(
                fields=["section", "in_force_from"], name="one_rule_set_begins_on_a_day"
            ),
            models.CheckConstraint(
                name="rule_set_section_known", condition=Q(section__in=Section.values)
            ),
            models.CheckConstraint(
                name="first_cycle_is_never_shorter",
                condition=Q(
                    shortest_first_cycle_months__gte=F("cycle_months"),
                    longest_first_cycle_months__gte=F("shortest_first_cycle_months"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.version}"


class Criterion(models.Model):
    """One requirement of a rule set: a number of hours in these categories and sectors.

    Without sectors it applies to every sector.
    """

    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="criteria")
    code = models.CharField(max_length=16)
    kind = models.CharField(max_length=20, choices=CriterionKind)
    hours = models.DecimalField(max_digits=6, decimal_places=1)
    categories = ArrayField(models.CharField(max_length=32))
    sectors = ArrayField(models.CharField(max_length=8))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "code"], name="criterion_once"),
            models.UniqueConstraint(
                fields=["rule_set", "kind"],
                name="one_cap_and_one_experience",
                condition=~Q(kind=CriterionKind.AT_LEAST),
            ),
            models.CheckConstraint(
                name="criterion_kind_known", condition=Q(kind__in=CriterionKind.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.get_kind_display()} {self.hours}"


class ReminderStep(models.Model):
    """When to send one reminder, counted from the last day of a cycle.

    A ``conditional`` one is counted from the first day of the extra time.
    """

    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="steps")
    code = models.CharField(max_length=24)
    conditional = models.BooleanField(_("in the extra time"))
    months = models.SmallIntegerField()
    weeks = models.SmallIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "code"], name="reminder_step_once")
        ]

    def __str__(self) -> str:
        return self.code
