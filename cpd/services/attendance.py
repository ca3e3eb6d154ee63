"""Attendance at a session: confirmed by teachers, credited and withdrawn by the provider."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import Person
from core import audit, outbox
from core.errors import InvalidMove, Refused
from core.moves import advance, advance_many
from core.permissions import require
from cpd import permissions
from cpd.choices.activities import ActivityStatus
from cpd.choices.sessions import STANDING, AttendanceStatus, SessionStatus
from cpd.models import Activity, Attendance, Offer, Session
from cpd.querysets import AttendanceQuerySet
from cpd.rules import QUARTER, divided
from cpd.selectors.in_company import refuse_outsiders
from cpd.selectors.sessions import seats_left

from .activities import WRONG
from .crediting import credit_activities, rewrite_hours


@transaction.atomic
def credit_attendance(
    session: Session, *, actor: Person, on: date, people: Mapping[int, str]
) -> list[int]:
    """Credit people for a session, each once; return the keys of the newly credited attendances.

    ``people`` maps persons' keys to the name on the list. Who is credited already stays so.
    Raises Refused before the last day, above the seats, or if the offer was not valid.
    """
    session = _lock_session(session)
    require(permissions.can_edit_for(actor, session.offer.provider_id))
    _refuse_impossible(session, on)
    standing = session.attendances.filter(status__in=STANDING)
    new = {pk: people[pk] for pk in set(people) - set(standing.values_list("person_id", flat=True))}
    _refuse_above_seats(session, more=len(new))
    activities = credit_activities(session, new, actor=actor)
    rows = _write(session, {pk: name for pk, name in new.items() if pk in activities}, activities)
    credited = advance_many(rows, "credit", actor=actor, reason="")
    _tell(credited, "credited")
    return credited


@transaction.atomic
def confirm_presence(session: Session, *, actor: Person, on: date) -> Attendance:
    """Record that a teacher says to be at a session today; the provider's list decides.

    Doing it twice has no effect. Raises Refused on another day or if no seat is left.
    """
    session = _lock_session(session)
    require(permissions.can_follow(actor))
    if session.status != SessionStatus.PLANNED:
        raise InvalidMove(session, "confirm")
    if not session.since <= on < session.until:
        raise Refused(_("This session is not today."), code="not_today")
    refuse_outsiders(session.offer.provider, actor.pk, on)
    if found := session.attendances.filter(person=actor).first():
        return found
    if session.attendances.seated().count() >= session.seats:
        raise Refused(
            _("All seats of this session are taken. Ask the provider to put you on the list."),
            code="above_seats",
        )
    attendance = Attendance.objects.create(session=session, person=actor, name=actor.full_name)
    audit.record("confirmed", attendance, actor=actor, session=session.pk)
    return attendance


@transaction.atomic
def withdraw_attendance(attendance: Attendance, *, actor: Person, reason: str) -> Attendance:
    """Withdraw somebody's attendance, and tell them why.

    The activity is withdrawn too, unless a decision was based on it: then an administrator
    looks at it, and nothing is recalculated.
    """
    attendance = _lock(attendance)
    require(permissions.can_edit_for(actor, attendance.session.offer.provider_id))
    activity = attendance.activity
    if attendance.status == AttendanceStatus.CREDITED and activity and activity.settled:
        return _end(attendance, "contest", actor=actor, reason=reason)
    if activity and activity.status == ActivityStatus.COUNTS:
        advance(activity, "withdraw", actor=actor, version=activity.version + 1)
    return _end(attendance, "withdraw", actor=actor, reason=reason)


@transaction.atomic
def withdraw_list(
    session: Session, *, actor: Person, reason: str, only: Collection[int] | None = None
) -> list[int]:
    """Withdraw a whole list, for instance one of another session, and tell everybody on it why.

    ``only`` limits it to these attendances. Each is treated as in ``withdraw_attendance``; return
    the keys of all of them. Raises Refused if nobody is credited.
    """
    session = _lock_session(session)
    require(permissions.can_edit_for(actor, session.offer.provider_id))
    settled, loose = _by_decision(session, only)
    if not settled and not loose:
        raise Refused(_("Nobody is credited for this session."), code="nobody")
    counting = Activity.objects.filter(attendances__in=loose, status=ActivityStatus.COUNTS)
    activities = Activity.objects.filter(pk__in=list(counting.values_list("pk", flat=True)))
    activities.update(version=F("version") + 1)
    advance_many(activities, "withdraw", actor=actor)
    return [
        *_end_many(settled, "contest", actor=actor, reason=reason),
        *_end_many(loose, "withdraw", actor=actor, reason=reason),
    ]


@transaction.atomic
def correct_hours(
    session: Session,
    *,
    actor: Person,
    hours: Decimal,
    reason: str,
    only: Collection[int] | None = None,
) -> list[int]:
    """Correct the hours of everybody credited for a session, and tell each of them why.

    ``only`` limits it to these attendances. If a decision was based on the hours, an administrator
    looks at it, and nothing is recalculated. Returns the keys of all whose hours differed; raises
    Refused if there are none, or if the course cannot give these hours.
    """
    session = _lock_session(session)
    require(permissions.can_edit_for(actor, session.offer.provider_id))
    _refuse_hours(session.offer, hours)
    settled, loose = _by_decision(session, only)
    rows = Attendance.objects.filter(pk__in=[*settled, *loose]).with_credited()
    activity = {
        row.pk: row.activity_id for row in rows if row.activity_id and row.credited != hours
    }
    if not activity:
        raise Refused(_("Those are the hours already."), code="same_hours")
    changing = [pk for pk in loose if pk in activity]
    split = divided(hours, dict(session.offer.hours.values_list("category", "hours")))
    rewrite_hours(session, [activity[pk] for pk in changing], split, actor=actor)
    asked = [pk for pk in settled if pk in activity]
    return [
        *_end_many(asked, "contest", actor=actor, reason=reason, hours=hours),
        *_end_many(changing, "correct", actor=actor, reason=reason),
    ]


@transaction.atomic
def decide_contested(
    attendance: Attendance, *, actor: Person, upheld: bool, reason: str
) -> Attendance:
    """Decide as an administrator about attendance that a provider withdrew, or whose hours it
    changed, after a decision about the teacher was based on it. That decision does not change.

    ``upheld`` means as it was in that decision; otherwise it becomes what the provider says.
    """
    attendance = _lock(attendance)
    require(permissions.can_settle(actor, attendance.session.offer))
    hours = None if upheld else attendance.hours
    move = "uphold" if upheld else "amend" if hours else "withdraw"
    if attendance.status != AttendanceStatus.CONTESTED:
        raise InvalidMove(attendance, move)
    return _end(attendance, move, actor=actor, reason=reason, hours=hours)


def _end(
    attendance: Attendance, move: str, *, actor: Person, reason: str, hours: Decimal | None = None
) -> Attendance:
    advance(attendance, move, actor=actor, reason=reason, hours=hours, turn=attendance.turn + 1)
    _tell([attendance.pk], move)
    return attendance


def _end_many(
    attendances: list[int], move: str, *, actor: Person, reason: str, hours: Decimal | None = None
) -> list[int]:
    rows = Attendance.objects.filter(pk__in=attendances)
    rows.update(turn=F("turn") + 1)
    moved = advance_many(rows, move, actor=actor, reason=reason, hours=hours)
    _tell(moved, move)
    return moved


def _by_decision(
    session: Session, only: Collection[int] | None = None
) -> tuple[list[int], list[int]]:
    """Lock the credited attendances, people first and in the same order as crediting does;
    return the keys of those on which a decision was based, and of the others.
    """
    credited = session.attendances.filter(status=AttendanceStatus.CREDITED)
    if only is not None:
        credited = credited.filter(pk__in=only)
    people = Person.objects.filter(pk__in=credited.values("person")).order_by("pk")
    list(people.select_for_update(no_key=True).values_list("pk"))
    activity = dict(credited.select_for_update(no_key=True).values_list("pk", "activity"))
    rows = Activity.objects.select_for_update(no_key=True).filter(pk__in=activity.values())
    decided = {row.pk for row in rows.order_by("pk") if row.settled}
    settled = [pk for pk, one in activity.items() if one in decided]
    return settled, [pk for pk in activity if pk not in settled]


def _write(
    session: Session, names: Mapping[int, str], activities: Mapping[int, int]
) -> AttendanceQuerySet:
    """Create or update the attendances of the people on a list; return them."""
    Attendance.objects.bulk_create(
        (Attendance(session=session, person_id=person) for person in names), ignore_conflicts=True
    )
    rows = Attendance.objects.filter(session=session, person__in=names)
    found = list(rows.select_for_update(no_key=True))
    for row in found:
        row.activity_id = activities[row.person_id]
        row.name = names[row.person_id] or row.name
    Attendance.objects.bulk_update(found, ["activity", "name"])
    rows.update(turn=F("turn") + 1)
    return rows


def _tell(attendances: Iterable[int], what: str) -> None:
    rows = Attendance.objects.filter(pk__in=attendances).values_list("pk", "turn")
    outbox.post_many(
        "cpd.tasks.mail_attendance",
        ((f"attendance-{pk}-{turn}", {"attendance": pk, "what": what}) for pk, turn in rows),
    )


def _lock_session(session: Session) -> Session:
    rows = Session.objects.select_related("offer__provider").select_for_update(
        of=("self",), no_key=True
    )
    return rows.get(pk=session.pk)


def _lock(attendance: Attendance) -> Attendance:
    """Lock an attendance, its session, its person and its activity."""
    _lock_session(attendance.session)
    Person.objects.select_for_update(no_key=True).get(pk=attendance.person_id)
    found = Attendance.objects.select_for_update(no_key=True).get(pk=attendance.pk)
    if found.activity_id:
        found.activity = Activity.objects.select_for_update(no_key=True).get(pk=found.activity_id)
    return found


def _refuse_impossible(session: Session, on: date) -> None:
    if session.status != SessionStatus.PLANNED:
        raise InvalidMove(session, "credit")
    if session.last_day > on:
        raise Refused(
            _("This session is not over yet. Hand the list in on its last day or later."),
            code="early",
        )
    if not session.gives_hours:
        raise Refused(
            _("On that day this course was not validated, so nothing can be credited."),
            code="not_valid_on_day",
        )


def _refuse_hours(offer: Offer, hours: Decimal) -> None:
    if not 0 < hours <= offer.total:
        raise Refused(
            _("This course was validated for %(hours)s hours: write more than 0 and not more."),
            code="hours_impossible",
            params={"hours": number_format(offer.total.normalize() + 0)},
        )
    if hours % QUARTER:
        raise Refused(WRONG["not_in_quarters"], code="not_in_quarters")


def _refuse_above_seats(session: Session, *, more: int) -> None:
    left = seats_left(session)
    if more <= left:
        return
    raise Refused(
        ngettext(
            "This session has one seat left, and %(more)s people on the list have none yet.",
            "This session has %(left)s seats left, and %(more)s people on the list have none yet.",
            left,
        )
        % {"left": left, "more": more},
        code="above_seats",
    )
