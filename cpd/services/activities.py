"""Activities in a teacher's own file, and settling them with a decision."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.names import plain
from core import audit
from core.errors import Refused
from core.moves import advance, advance_many
from core.permissions import require
from cpd import permissions
from cpd.models import Activity, ActivityHours, Offer
from cpd.rules import Entry, Hours, doubts_about, split_hours, wrong_in_entry
from cpd.selectors.in_company import refuse_outsiders
from cpd.selectors.terms import limits_on, shares

WRONG = {
    "future": _("This day is still to come. Add the activity when you have done it."),
    "long_ago": _("This day is before 1970. Is the year right?"),
    "hours_impossible": _("Write more than 0 and at most 2000 hours."),
    "not_in_quarters": _("Write hours in quarters, for example 1.25 or 1.5."),
    "hours_negative": _("Hours cannot be less than 0."),
    "split_differs": _("The hours per category do not add up to the hours of the activity."),
}
ASKED = {
    "doubled": _("An activity like this is in your file already on this day."),
    "long_day": _("With this you have %(hours)s hours on one day."),
}


@transaction.atomic
def log_activity(
    person: Person,
    *,
    actor: Person,
    on: date,
    entry: Entry,
    key: UUID | None = None,
    sure: bool = True,
) -> Activity:
    """Log what a teacher did; it counts from now on.

    ``key`` identifies the form: sent twice it gives the same activity, and its draft is deleted.
    Raises Refused, also for what may be a slip unless the person is ``sure``.
    """
    _lock_file(person)
    require(permissions.can_log(actor, person))
    if key and (logged := person.activities.filter(entry=key).first()):
        return logged
    hours = _checked_hours(entry, on=on)
    if not sure:
        _ask_about(entry, others=_entries_on(person, entry.done_on), on=on)
    activity = Activity.objects.create(person=person, entry=key, **_columns(entry))
    _write_hours(activity, hours)
    if key:
        person.drafts.filter(key=key).delete()
    audit.record("logged", activity, actor=actor, kind=entry.kind)
    return activity


@transaction.atomic
def change_activity(
    activity: Activity, *, actor: Person, on: date, entry: Entry, version: int, sure: bool = True
) -> Activity:
    """Change an activity; if it is a followed offer, only its day.

    ``version`` is what the actor saw. Raises Refused if the activity changed meanwhile, was
    credited by a provider or is settled, or for a new possible slip unless the person is ``sure``.
    """
    activity = _lock(activity)
    require(permissions.can_change_activity(actor, activity))
    _refuse_settled(activity)
    _refuse_credited(activity)
    _refuse_other_version(activity, version)
    if offer := activity.offer:
        entry = _entry_of(offer, entry.done_on)
        _refuse_invalid_day(offer, done_on=entry.done_on, on=on)
        _refuse_second(activity, entry.done_on)
    hours = _checked_hours(entry, on=on)
    if not sure:
        others = _entries_on(activity.person, entry.done_on, but=activity)
        _ask_about(entry, others=others, on=on, before=_as_entry(activity))
    columns = {**_columns(entry), "version": activity.version + 1}
    for name, value in columns.items():
        setattr(activity, name, value)
    activity.save(update_fields=columns)
    activity.hours.all().delete()
    _write_hours(activity, hours)
    audit.record("changed", activity, actor=actor, version=activity.version)
    return activity


@transaction.atomic
def withdraw_activity(activity: Activity, *, actor: Person) -> None:
    """Take an activity out of the file; ``restore_activity`` puts it back."""
    activity = _lock(activity)
    require(permissions.can_change_activity(actor, activity))
    _refuse_settled(activity)
    activity.evidence.update(removed_at=timezone.now())
    advance(activity, "withdraw", actor=actor, version=activity.version + 1)


@transaction.atomic
def restore_activity(activity: Activity, *, actor: Person) -> None:
    """Put an activity back in the file. Raises Refused if it was added again meanwhile."""
    activity = _lock(activity)
    require(permissions.can_change_activity(actor, activity))
    _refuse_second(activity, activity.done_on)
    activity.evidence.update(removed_at=None)
    advance(activity, "restore", actor=actor, version=activity.version + 1)


@transaction.atomic
def follow_offer(offer: Offer, *, actor: Person, on: date, done_on: date) -> Activity:
    """Add a validated offer to the file of the actor who followed it, with the offer's hours.

    Doing so twice for the same day gives the same activity. Raises Refused for a day in the future,
    or on which the offer was not valid or was only for the staff of another board.
    """
    _lock_file(actor)
    require(permissions.can_follow(actor))
    _refuse_invalid_day(offer, done_on=done_on, on=on)
    refuse_outsiders(offer.provider, actor.pk, done_on)
    if followed := _followed(actor, offer, done_on).first():
        return followed
    entry = _entry_of(offer, done_on)
    activity = Activity.objects.create(person=actor, offer=offer, **_columns(entry))
    _write_hours(activity, entry.split)
    audit.record("followed", activity, actor=actor, offer=offer.pk)
    return activity


@transaction.atomic
def freeze_activities(
    person_id: int, since: date, until: date, *, actor: Person | None
) -> dict[str, Decimal]:
    """Settle what counts in ``[since, until)``, because a decision is based on it.

    Returns the settled hours per category. Settled activities can no longer change, and count in no
    other cycle.
    """
    counting = Activity.objects.filter(person=person_id).within(since, until)
    settled = advance_many(counting, "settle", actor=actor, settled_at=timezone.now())
    hours: dict[str, Decimal] = defaultdict(Decimal)
    rows = ActivityHours.objects.filter(activity__in=settled)
    for category, number in rows.values_list("category", "hours"):
        hours[category] += number
    return dict(hours)


@transaction.atomic
def disallow_activities(
    person_id: int, keys: Collection[int], *, actor: Person | None
) -> list[int]:
    """Stop activities from counting, because the register decided so; return which."""
    mine = Activity.objects.filter(person=person_id, pk__in=list(keys))
    return advance_many(mine, "disallow", actor=actor)


@transaction.atomic
def allow_activities(
    person_id: int, since: date, until: date, *, actor: Person | None
) -> list[int]:
    """Let what the register had disallowed in ``[since, until)`` count again; return which."""
    mine = Activity.objects.filter(person=person_id).within(since, until)
    return advance_many(mine, "allow", actor=actor)


def _lock_file(person: Person) -> None:
    """Lock a person's file, so that one thing at a time is added."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def _lock(activity: Activity) -> Activity:
    _lock_file(activity.person)
    return Activity.objects.select_for_update(of=("self",), no_key=True).get(pk=activity.pk)


def _checked_hours(entry: Entry, *, on: date) -> Hours:
    if wrong := wrong_in_entry(entry, on=on):
        raise Refused([Refused(WRONG[code], code=code) for code in wrong])
    return entry.split or split_hours(
        shares(), kind=entry.kind, hours=entry.hours, on=entry.done_on
    )


def _entries_on(person: Person, day: date, *, but: Activity | None = None) -> list[Entry]:
    """Return the entries in the file on one day, except one activity."""
    same_day = Activity.objects.of(person).in_file().filter(done_on=day).with_hours()
    return [_as_entry(other) for other in same_day if other != but]


def _as_entry(activity: Activity) -> Entry:
    return Entry(activity.kind, activity.done_on, activity.total, activity.title)


def _ask_about(entry: Entry, *, others: list[Entry], on: date, before: Entry | None = None) -> None:
    """Raise Refused for what may be a slip, unless it was so before."""
    most = limits_on(on).hours_a_day
    doubts = doubts_about(entry, others=others, most=most)
    known = doubts_about(before, others=others, most=most) if before else []
    hours = sum((other.hours for other in others), entry.hours)
    facts = {"hours": number_format(hours.normalize() + 0)}
    if asked := [code for code in doubts if code not in known]:
        raise Refused([Refused(ASKED[code], code=code, params=facts) for code in asked])


def _entry_of(offer: Offer, done_on: date) -> Entry:
    return Entry(
        kind=offer.kind,
        done_on=done_on,
        hours=offer.total,
        title=offer.title,
        split=dict(offer.hours.values_list("category", "hours")),
    )


def _columns(entry: Entry) -> dict:
    return {
        "kind": entry.kind,
        "done_on": entry.done_on,
        "title": entry.title,
        "search_key": plain(entry.title)[:250],
    }


def _write_hours(activity: Activity, hours: Hours) -> None:
    ActivityHours.objects.bulk_create(
        ActivityHours(
            activity=activity,
            category=category,
            hours=number,
            person=activity.person,
            done_on=activity.done_on,
            status=activity.status,
        )
        for category, number in hours.items()
        if number
    )


def _refuse_settled(activity: Activity) -> None:
    if activity.settled:
        raise Refused(
            _("A decision was based on this activity. That is why it stays as it is."),
            code="settled",
        )


def _refuse_other_version(activity: Activity, version: int) -> None:
    if activity.version != version:
        raise Refused(
            _("You changed this activity in another window meanwhile. Open it again to go on."),
            code="changed_meanwhile",
        )


def _refuse_credited(activity: Activity) -> None:
    if activity.attendances.standing().exists():
        raise Refused(
            _("The provider passed on that you were there that day. Only the provider changes it."),
            code="credited",
        )


def _followed(person: Person, offer: Offer, done_on: date) -> QuerySet[Activity]:
    return Activity.objects.of(person).in_file().filter(offer=offer, done_on=done_on)


def _refuse_second(activity: Activity, done_on: date) -> None:
    if activity.offer is None:
        return
    if _followed(activity.person, activity.offer, done_on).exclude(pk=activity.pk).exists():
        raise Refused(_("This activity is in your file already for that day."), code="doubled")


def _refuse_invalid_day(offer: Offer, *, done_on: date, on: date) -> None:
    if done_on > on:
        raise Refused(WRONG["future"], code="future")
    if not offer.valid_on(done_on):
        raise Refused(
            _(
                "On that day this offer was not validated. You can add the activity yourself:"
                " then it counts as well."
            ),
            code="not_valid_on_day",
        )
