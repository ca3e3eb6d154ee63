from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cpd.attending import MOST_SEATS, last_day
from cpd.choices.sessions import (
    ATTENDANCE_MOVES,
    SESSION_MOVES,
    AttendanceStatus,
    Province,
    SessionStatus,
)
from cpd.querysets import AttendanceQuerySet, SessionQuerySet
from cpd.rules import Hours, divided

from .activity import Activity
from .offer import Offer

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class Session(models.Model):
    """One time that an offer is given, ``[since, until)``, at a place or online.

    ``starts_at`` is on the first day and ``ends_at`` on the last. Without a price it costs what the
    offer costs. ``version`` counts changes, for calendars and to refuse an outdated window.
    """

    MOVES = SESSION_MOVES

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="sessions", db_index=False)
    since = models.DateField(_("first day"))
    until = models.DateField(_("day after the last"))
    starts_at = models.TimeField(_("begins at"))
    ends_at = models.TimeField(_("ends at"))
    online = models.BooleanField(_("online"), default=False)
    venue = models.CharField(_("place"), max_length=200, blank=True)
    town = models.CharField(_("town"), max_length=100, blank=True)
    province = models.CharField(_("province"), max_length=16, choices=Province, blank=True)
    seats = models.PositiveIntegerField(_("seats"))
    price = models.DecimalField(_("price"), max_digits=8, decimal_places=2, null=True)
    url = models.URLField(_("page to enrol"), blank=True)
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=SessionStatus,
        default=SessionStatus.PLANNED,
        editable=False,
    )
    cancelled_because = models.CharField(max_length=300, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["since", "starts_at", "pk"]
        indexes = [
            models.Index(name="sessions_of_offer", fields=["offer", "since"]),
            models.Index(
                name="sessions_to_come",
                fields=["since", "offer"],
                include=["province", "online"],
                condition=Q(status=SessionStatus.PLANNED),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="session_status_known", condition=Q(status__in=SessionStatus.values)
            ),
            models.CheckConstraint(
                name="session_ends_after_it_begins",
                condition=Q(until__gt=F("since")),
            ),
            models.CheckConstraint(
                name="session_has_seats", condition=Q(seats__gte=1, seats__lte=MOST_SEATS)
            ),
            models.CheckConstraint(
                name="session_has_a_place",
                condition=Q(online=True) | (~Q(town="") & Q(province__in=Province.values)),
            ),
            models.CheckConstraint(
                name="session_price_possible", condition=Q(price__isnull=True) | Q(price__gte=0)
            ),
            models.CheckConstraint(
                name="session_cancelled_with_a_reason",
                condition=(Q(status=SessionStatus.CANCELLED) & ~Q(cancelled_because=""))
                | (~Q(status=SessionStatus.CANCELLED) & Q(cancelled_because="")),
            ),
        ]

    def __str__(self) -> str:
        return f"session {self.pk}"

    @property
    def last_day(self) -> date:
        return last_day(self.until)

    @property
    def gives_hours(self) -> bool:
        """Whether the course is validated on the last day, so that people can be credited."""
        return self.offer.valid_on(self.last_day)

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.since, self.starts_at, AMSTERDAM)

    @property
    def ends(self) -> datetime:
        return datetime.combine(self.last_day, self.ends_at, AMSTERDAM)

    @property
    def asked(self) -> Decimal:
        """What a participant pays."""
        return self.offer.price if self.price is None else self.price


class Intention(models.Model):
    """A teacher intends to go to a session, so that we can tell them if it changes.

    It is the teacher's own note, not an enrolment, and is removed when they change their mind.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="intentions", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="intentions")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_intention_per_session", fields=["session", "person"])
        ]

    def __str__(self) -> str:
        return f"intention {self.pk}"


class CalendarFeed(models.Model):
    """A teacher follows their own sessions in a calendar, at a secret URL.

    The URL holds a keyed digest of ``turn``, so it cannot be derived from this row. The next
    ``turn`` invalidates it.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="calendar_feed"
    )
    turn = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"calendar feed {self.pk}"


class Attendance(models.Model):
    """Somebody was at a session, once per session and person.

    ``activity`` is the credited activity in that person's file. ``hours`` is empty unless the
    provider reported other hours after a decision was based on those. ``name`` is what the
    provider's list said, and the only name that the provider sees. ``reason`` says why it was
    withdrawn or corrected, or the conclusion about that. ``turn`` counts the messages about it.
    """

    MOVES = ATTENDANCE_MOVES

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="attendances")
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, related_name="attendances", editable=False
    )
    name = models.CharField(max_length=200, blank=True)
    hours = models.DecimalField(
        _("hours"), max_digits=6, decimal_places=2, null=True, editable=False
    )
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=AttendanceStatus,
        default=AttendanceStatus.PRESENT,
        editable=False,
    )
    reason = models.CharField(max_length=500, blank=True, editable=False)
    turn = models.PositiveSmallIntegerField(default=0, editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = AttendanceQuerySet.as_manager()

    # The hours in all, filled in by ``AttendanceQuerySet.with_credited``.
    credited: Decimal | None

    class Meta:
        ordering = ["person__number", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_attendance_per_session_and_person", fields=["session", "person"]
            ),
            models.CheckConstraint(
                name="attendance_status_known", condition=Q(status__in=AttendanceStatus.values)
            ),
            models.CheckConstraint(
                name="credited_attendance_has_its_activity",
                condition=Q(activity__isnull=False)
                | ~Q(status__in=[AttendanceStatus.CREDITED, AttendanceStatus.CONTESTED]),
            ),
            models.UniqueConstraint(
                name="an_activity_stands_for_one_attendance",
                fields=["activity"],
                condition=Q(status__in=[AttendanceStatus.CREDITED, AttendanceStatus.CONTESTED]),
            ),
            models.CheckConstraint(
                name="other_hours_of_attendance_that_stands",
                condition=Q(hours__isnull=True)
                | Q(
                    hours__gt=0,
                    status__in=[AttendanceStatus.CREDITED, AttendanceStatus.CONTESTED],
                ),
            ),
            models.CheckConstraint(
                name="attendance_withdrawn_with_a_reason",
                condition=~Q(
                    status__in=[AttendanceStatus.WITHDRAWN, AttendanceStatus.CONTESTED], reason=""
                ),
            ),
        ]
        indexes = [
            models.Index(
                name="contested_attendances",
                fields=["id"],
                condition=Q(status=AttendanceStatus.CONTESTED),
            )
        ]

    def __str__(self) -> str:
        return f"attendance {self.pk}"

    @property
    def split(self) -> Hours:
        """The hours per category: those in the file, unless the provider reported others later."""
        if self.hours:
            course = self.session.offer.hours.values_list("category", "hours")
            return divided(self.hours, dict(course))
        return dict(self.activity.hours.values_list("category", "hours")) if self.activity else {}
