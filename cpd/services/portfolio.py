"""Importing an earlier portfolio: anybody's by a command, one's own on a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db import transaction
from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.names import is_number, plain
from core import audit
from core.permissions import require
from core.text import clean_text
from cpd import permissions
from cpd.models import Activity, ActivityHours
from cpd.portfolio import NUMBER, TITLE, Line, read
from cpd.rules import split_hours
from cpd.selectors.terms import shares

from .activities import WRONG

CHUNK, SHOWN = 5_000, 50
WORDS: Mapping[str, str | Promise] = {
    **WRONG,
    "number_wrong": _("This is no registration number: LR and ten digits. Look it up."),
    "number_unknown": _("Nobody in the register has this number."),
    "number_of_another": _("This is not your number. Here you take over your own activities."),
    "not_a_day": _("This is no day. Write it as 12-11-2026."),
    "kind_unknown": _("We do not know this kind. Write for example cursus or intervisie."),
    "category_unknown": _(
        "We do not know this category. Write for example vakinhoud, or leave it empty."
    ),
    "not_hours": _("This is no number of hours. Write for example 2 or 1,5."),
    "title_unseen": _("The title holds a sign that cannot be seen. Type it again."),
    "title_long": _("The title is longer than 200 letters."),
    "doubled": _("This activity is in the file already."),
}


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row, for people and for programs."""

    row: int
    column: str
    code: str

    @property
    def message(self) -> str:
        return str(WORDS[self.code])


@dataclass(frozen=True)
class Portfolio:
    """A file that was previewed: its rows, and whose they are."""

    lines: list[Line]
    people: Mapping[str, int]

    @cached_property
    def good(self) -> list[Line]:
        return [line for line in self.lines if not line.faults]

    @property
    def rejected(self) -> list[Fault]:
        return [Fault(line.row, *fault) for line in self.lines for fault in line.faults]

    @property
    def first(self) -> list[Line]:
        return self.good[:SHOWN]

    @property
    def hours(self) -> Decimal:
        return sum((line.entry.hours for line in self.good), Decimal(0))


def look_at(data: bytes, *, actor: Person | None, on: date, owner: Person | None) -> Portfolio:
    """Preview the import of a file; nothing is written.

    Without an owner each row must have a registration number. Raises Refused if the file as a whole
    cannot be read.
    """
    require(actor is None or (owner is not None and permissions.can_log(actor, owner)))
    lines = read(data, on=on, numbered=owner is None)
    people = {owner.number: owner.pk} if owner else _people(lines)
    for line in lines:
        if owner and not line.number:
            line.number = owner.number
        if wrong := _wrong_number(line.number, people, own=owner is not None):
            line.faults.insert(0, (NUMBER, wrong))
    _mark_doubled(lines, people)
    return Portfolio(lines, people)


@transaction.atomic
def import_activities(
    data: bytes, *, actor: Person | None, on: date, owner: Person | None = None
) -> Portfolio:
    """Import the correct rows and report the others; the same file again adds nothing.

    Raises Refused as ``look_at`` does.
    """
    numbers = (
        [owner.number] if owner else {line.number for line in read(data, on=on, numbered=True)}
    )
    people = Person.objects.filter(number__in=numbers).exclude(number="").order_by("pk")
    list(people.select_for_update(no_key=True))
    portfolio = look_at(data, actor=actor, on=on, owner=owner)
    activities = Activity.objects.bulk_create(
        (_activity(line, portfolio.people[line.number]) for line in portfolio.good),
        batch_size=CHUNK,
    )
    lines = zip(activities, portfolio.good, strict=True)
    ActivityHours.objects.bulk_create(
        (row for activity, line in lines for row in _hours(activity, line)), batch_size=CHUNK
    )
    audit.record_many("imported", Activity, [one.pk for one in activities], actor=actor)
    return portfolio


def _people(lines: Iterable[Line]) -> dict[str, int]:
    numbers = {line.number for line in lines if is_number(line.number)}
    return dict(Person.objects.filter(number__in=numbers).values_list("number", "pk"))


def _wrong_number(number: str, people: Mapping[str, int], *, own: bool) -> str:
    if number in people:
        return ""
    if not is_number(number):
        return "number_wrong"
    return "number_of_another" if own else "number_unknown"


def _mark_doubled(lines: Iterable[Line], people: Mapping[str, int]) -> None:
    """Reject rows that are in their owner's file already, or repeat an earlier row."""
    rows = Activity.objects.in_file().filter(person__in=list(people.values()))
    known = rows.order_by().values_list("person", "done_on", "kind", "search_key")
    seen = set(known.annotate(sum=Sum("hours__hours")))
    for line in lines:
        if line.faults:
            continue
        entry = line.entry
        key = plain(entry.title)[:250]
        this = (people[line.number], entry.done_on, entry.kind, key, entry.hours)
        if this in seen:
            line.faults.append((TITLE, "doubled"))
        seen.add(this)


def _activity(line: Line, person: int) -> Activity:
    entry = replace(line.entry, title=clean_text(line.entry.title))
    return Activity(
        person_id=person,
        kind=entry.kind,
        done_on=entry.done_on,
        title=entry.title,
        search_key=plain(entry.title)[:250],
    )


def _hours(activity: Activity, line: Line) -> list[ActivityHours]:
    entry = line.entry
    split = entry.split or split_hours(
        shares(), kind=entry.kind, hours=entry.hours, on=entry.done_on
    )
    return [
        ActivityHours(
            activity=activity,
            category=category,
            hours=hours,
            person_id=activity.person_id,
            done_on=activity.done_on,
            status=activity.status,
        )
        for category, hours in split.items()
    ]
