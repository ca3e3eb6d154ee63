from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Mod
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cpd.choices.activities import ACTIVITY_MOVES, ActivityKind, ActivityStatus, Category, Standing
from cpd.querysets import ActivityQuerySet
from cpd.rules import MOST_HOURS, QUARTER, ZERO


class Activity(models.Model):
    """What a teacher did to keep up the profession; the hours are in ``ActivityHours``.

    ``offer`` is the validated course that was followed, if it was one. ``version`` counts changes,
    so that saving from an outdated window is refused. ``entry`` identifies the form on which it was
    written, so that a form sent twice is one activity; it is empty if there was no form. Once a
    decision is based on an activity it is settled, and can no longer change (ADR 9).
    """

    MOVES = ACTIVITY_MOVES

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="activities", db_index=False
    )
    offer = models.ForeignKey(
        "cpd.Offer", models.PROTECT, null=True, related_name="activities", db_index=False
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ActivityKind)
    title = models.CharField(_("title"), max_length=200, blank=True)
    search_key = models.CharField(max_length=250, blank=True, editable=False)
    done_on = models.DateField(_("day"))
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=ActivityStatus,
        default=ActivityStatus.COUNTS,
        editable=False,
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    entry = models.UUIDField(null=True, editable=False)
    logged_at = models.DateTimeField(default=timezone.now, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)

    objects = ActivityQuerySet.as_manager()

    # How it counts among the periods of its owner, filled in by ``selectors.file.told``.
    standing: Standing

    class Meta:
        ordering = ["-done_on", "-pk"]
        indexes = [models.Index(fields=["person", "-done_on", "-id"], name="activities_of_person")]
        constraints = [
            models.CheckConstraint(
                name="activity_status_known", condition=Q(status__in=ActivityStatus.values)
            ),
            models.CheckConstraint(
                name="activity_kind_known", condition=Q(kind__in=ActivityKind.values)
            ),
            models.CheckConstraint(
                name="activity_settled_at_iff_settled",
                condition=Q(status=ActivityStatus.SETTLED, settled_at__isnull=False)
                | (~Q(status=ActivityStatus.SETTLED) & Q(settled_at__isnull=True)),
            ),
            models.UniqueConstraint(
                name="offer_followed_once_a_day",
                fields=["person", "offer", "done_on"],
                condition=Q(offer__isnull=False) & ~Q(status=ActivityStatus.WITHDRAWN),
                violation_error_message=_("This activity is in your file already for that day."),
            ),
            models.UniqueConstraint(
                name="a_form_makes_one_activity",
                fields=["person", "entry"],
                condition=Q(entry__isnull=False),
            ),
            # Referenced by the hours, so that their copies of these columns agree.
            models.UniqueConstraint(
                name="activity_facts_of_its_hours", fields=["id", "person", "done_on", "status"]
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="settled_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(
                    old__status=ActivityStatus.SETTLED, new__status=ActivityStatus.SETTLED
                ),
            ),
            # The provider's list says on which day somebody was there (cpd.services.crediting).
            pgtrigger.Trigger(
                name="day_of_attendance_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("done_on"),
                condition=pgtrigger.Q(old__done_on__df=pgtrigger.F("new__done_on")),
                func="""
                    if exists (select 1 from cpd_attendance where activity_id = new.id
                        and status in ('credited', 'contested')) then
                        raise exception 'activity % stands for attendance on a day', new.id
                            using errcode = 'integrity_constraint_violation';
                    end if;
                    return new;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    @property
    def total(self) -> Decimal:
        return sum((row.hours for row in self.hours.all()), ZERO)

    @property
    def settled(self) -> bool:
        return self.status == ActivityStatus.SETTLED


class ActivityHours(models.Model):
    """The hours of an activity in one category.

    Person, day and status are copies of the activity's, kept equal by a foreign key over all four
    columns with ON UPDATE CASCADE (migration 0002): the country's sums are then read from one
    covering index, without the activities (ADR 9). Never write the copies in another way.
    """

    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="hours", db_index=False, db_constraint=False
    )
    category = models.CharField(_("category"), max_length=20, choices=Category)
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=2)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    done_on = models.DateField()
    status = models.CharField(max_length=12, choices=ActivityStatus)

    class Meta:
        ordering = ["activity", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_number_of_hours_per_category", fields=["activity", "category"]
            ),
            models.CheckConstraint(
                name="activity_category_known", condition=Q(category__in=Category.values)
            ),
            models.CheckConstraint(
                name="activity_hours_in_quarters",
                condition=Q(hours__gt=0, hours__lte=MOST_HOURS)
                & Q(Exact(Mod("hours", QUARTER, output_field=models.DecimalField()), 0)),
                violation_error_message=_("Write hours in quarters."),
            ),
        ]
        indexes = [
            models.Index(
                name="hours_that_count",
                fields=["person", "done_on"],
                include=["category", "hours"],
                condition=Q(status=ActivityStatus.COUNTS),
            )
        ]

    def __str__(self) -> str:
        return f"{self.hours} {self.category}"
