"""A teacher's own plan; nothing in it counts until it is done."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from core import audit
from core.errors import Refused
from core.moves import advance
from core.permissions import require
from cpd import permissions
from cpd.choices.activities import PlanStatus
from cpd.models import Activity, Offer, PlanItem
from cpd.rules import Entry, wrong_in_entry
from cpd.selectors.in_company import refuse_outsiders

from .activities import WRONG, follow_offer, log_activity


@transaction.atomic
def plan_activity(
    person: Person, *, actor: Person, on: date, entry: Entry, planned_for: date | None
) -> PlanItem:
    """Add an activity to the plan. Raises Refused for one that could never be logged."""
    require(permissions.can_plan(actor, person))
    if wrong := wrong_in_entry(entry, on=on):
        raise Refused([Refused(WRONG[code], code=code) for code in wrong])
    if planned_for and planned_for < on:
        raise Refused(
            _("This day is past. Leave it empty, or add what you did as an activity."), code="past"
        )
    item = PlanItem.objects.create(
        person=person,
        kind=entry.kind,
        title=entry.title,
        hours=entry.hours,
        planned_for=planned_for,
    )
    audit.record("planned", item, actor=actor, kind=entry.kind)
    return item


@transaction.atomic
def plan_offer(offer: Offer, *, actor: Person, on: date) -> PlanItem:
    """Add a validated offer to one's plan; doing so twice adds it once."""
    _lock(actor)
    require(permissions.can_follow(actor))
    if not offer.valid_on(on):
        raise Refused(_("This course is not validated any more."), code="not_valid")
    refuse_outsiders(offer.provider, actor.pk, on)
    if planned := PlanItem.objects.of(actor).planned().filter(offer=offer).first():
        return planned
    item = PlanItem.objects.create(
        person=actor, offer=offer, kind=offer.kind, title=offer.title, hours=offer.total
    )
    audit.record("planned", item, actor=actor, offer=offer.pk)
    return item


@transaction.atomic
def complete_item(item: PlanItem, *, actor: Person, on: date) -> Activity:
    """Turn a planned item into an activity; doing so twice gives one activity.

    It is done on its planned day or, if that is unknown or in the future, today. Raises Refused as
    logging does.
    """
    item = _locked(item)
    require(permissions.can_change_plan(actor, item))
    if item.status == PlanStatus.DONE and item.activity:
        return item.activity
    done_on = min(item.planned_for or on, on)
    if item.offer:
        activity = follow_offer(item.offer, actor=actor, on=on, done_on=done_on)
    else:
        entry = Entry(kind=item.kind, done_on=done_on, hours=item.hours, title=item.title)
        activity = log_activity(item.person, actor=actor, on=on, entry=entry)
    advance(item, "complete", actor=actor, activity=_unclaimed(activity, item))
    return activity


@transaction.atomic
def drop_item(item: PlanItem, *, actor: Person) -> None:
    """Take an item out of the plan; ``plan_again`` puts it back."""
    item = _locked(item)
    require(permissions.can_change_plan(actor, item))
    advance(item, "drop", actor=actor)


@transaction.atomic
def plan_again(item: PlanItem, *, actor: Person) -> None:
    item = _locked(item)
    require(permissions.can_change_plan(actor, item))
    same = PlanItem.objects.of(item.person).planned().filter(offer=item.offer)
    if item.offer and same.exists():
        raise Refused(_("This course is in your plan already."), code="doubled")
    advance(item, "plan_again", actor=actor)


def _unclaimed(activity: Activity, item: PlanItem) -> Activity:
    """Refuse an activity of another item: the course was followed on that day already."""
    if PlanItem.objects.filter(activity=activity).exclude(pk=item.pk).exists():
        raise Refused(_("This activity is in your file already for that day."), code="doubled")
    return activity


def _lock(person: Person) -> None:
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def _locked(item: PlanItem) -> PlanItem:
    _lock(item.person)
    rows = PlanItem.objects.select_related("person", "offer", "activity")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=item.pk)
