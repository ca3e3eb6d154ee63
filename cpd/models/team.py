from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cpd.choices.activities import MEMBER_MOVES, ActivityKind, Category, MemberStatus
from cpd.querysets import TeamMemberQuerySet
from cpd.rules import ZERO

from .activity import Activity


class TeamActivity(models.Model):
    """What a team did together, as one of them recorded it: the facts that all share.

    They remain as they were when the colleagues were named. If the person who named them later
    changes their own ``activity``, that makes another team activity.
    """

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="teams")
    version = models.PositiveIntegerField(editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=ActivityKind)
    title = models.CharField(_("title"), max_length=200, blank=True)
    done_on = models.DateField(_("day"))
    named_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-done_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="facts_are_shared_once_a_version", fields=["activity", "version"]
            ),
            models.CheckConstraint(
                name="team_kind_known", condition=Q(kind__in=ActivityKind.values)
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    @property
    def total(self) -> Decimal:
        return sum((row.hours for row in self.hours.all()), ZERO)


class TeamHours(models.Model):
    """The hours that a team shares in one category."""

    team = models.ForeignKey(TeamActivity, models.PROTECT, related_name="hours", db_index=False)
    category = models.CharField(_("category"), max_length=20, choices=Category)
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=2)

    class Meta:
        ordering = ["team", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_number_of_team_hours_per_category", fields=["team", "category"]
            ),
            models.CheckConstraint(
                name="team_category_known", condition=Q(category__in=Category.values)
            ),
            models.CheckConstraint(name="team_hours_are_more_than_none", condition=Q(hours__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.hours} {self.category}"


class TeamMember(models.Model):
    """A colleague who was named, and the activity that confirming made of it.

    The row of somebody who declines is deleted.
    """

    MOVES = MEMBER_MOVES

    team = models.ForeignKey(TeamActivity, models.PROTECT, related_name="members", db_index=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="named_in", db_index=False
    )
    school = models.CharField(_("school"), max_length=200)
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=MemberStatus,
        default=MemberStatus.NAMED,
        editable=False,
    )
    activity = models.OneToOneField(
        Activity, models.PROTECT, null=True, related_name="member", editable=False
    )

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                name="who_was_named", fields=["person"], condition=Q(status=MemberStatus.NAMED)
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="member_status_known", condition=Q(status__in=MemberStatus.values)
            ),
            models.CheckConstraint(
                name="member_activity_iff_confirmed",
                condition=Q(status=MemberStatus.CONFIRMED, activity__isnull=False)
                | Q(status=MemberStatus.NAMED, activity__isnull=True),
            ),
            models.UniqueConstraint(name="a_colleague_is_named_once", fields=["team", "person"]),
        ]

    def __str__(self) -> str:
        return f"member {self.pk} of team {self.team_id}"
