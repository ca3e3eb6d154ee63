"""What a board delivered about one member of staff, version by version."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.fields.json import KeyTransform
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from schools.choices import EmploymentKind, Gender
from schools.models import Appointment, AppointmentBasis, Delivery, StaffRecord

from .codes import Titles
from .ending import ONE_DAY

Write = Callable[[Any], object]
Fields = Mapping[str, tuple[str | Promise, Write]]


@dataclass(frozen=True)
class Changed:
    """One changed value, old and new, formatted for people."""

    label: str | Promise
    old: str
    new: str


@dataclass(frozen=True)
class Version:
    """What changed at one moment, and the delivery that changed it, if any.

    ``first`` means that nothing was known before.
    """

    at: datetime
    title: str
    first: bool
    changes: list[Changed]
    delivery: Delivery | None


def _day(value: Any) -> str:
    return date_format(value, "j F Y")


def _last_day(value: Any) -> str:
    return _day(value - ONE_DAY)


def _figure(value: Any) -> str:
    return number_format(value.normalize(), force_grouping=False)


_PERSON: Fields = {
    "staff_number": (gettext_lazy("Staff number"), str),
    "given_names": (gettext_lazy("Given names"), str),
    "prefix": (gettext_lazy("Prefix"), str),
    "family_name": (gettext_lazy("Family name"), str),
    "birth_date": (gettext_lazy("Date of birth"), _day),
    "gender": (gettext_lazy("Gender"), lambda value: Gender(value).label),
    "email": (gettext_lazy("Email address"), str),
}
_JOB: Fields = {
    "kind": (gettext_lazy("Kind of employment"), lambda value: EmploymentKind(value).label),
    "fte": (gettext_lazy("Size of the job"), _figure),
}
_GROUND: Fields = {
    "since": (gettext_lazy("First day"), _day),
    "until": (gettext_lazy("Last day"), _last_day),
}


def history_of(staff: StaffRecord) -> list[Version]:
    """Return everything that was delivered about somebody, latest first, in six queries."""
    titles = Titles()
    jobs = {one.pk: one for one in staff.appointments.select_related("location")}
    bases = {one.pk: one for one in AppointmentBasis.objects.filter(appointment__in=jobs)}
    told = [
        *_told(_versions(StaffRecord, [staff.pk]), _PERSON, lambda event: _("The person")),
        *_told(_versions(Appointment, jobs), _JOB, lambda event: _job(jobs[event.pgh_obj_id])),
        *_told(_versions(AppointmentBasis, bases), _GROUND, lambda event: _ground(event, titles)),
    ]
    keys = [event.delivery for event, *_ in told if event.delivery]
    deliveries = Delivery.objects.filter(board=staff.board_id).in_bulk(keys)
    versions = [
        Version(event.pgh_created_at, title, first, changes, deliveries.get(event.delivery))
        for event, title, first, changes in told
    ]
    return sorted(versions, key=lambda one: one.at, reverse=True)


def _versions(model: type[Model], keys: Iterable[int]) -> QuerySet[Any]:
    """Return the stored versions of records, each with the delivery that wrote it."""
    events: Any = model._meta.get_field("events").related_model
    found = events.objects.filter(pgh_obj__in=list(keys)).order_by("pgh_obj", "pgh_id")
    return found.annotate(delivery=KeyTransform("delivery", "pgh_context__metadata"))


def _told(
    events: Iterable[Any], fields: Fields, title: Callable[[Any], str]
) -> Iterator[tuple[Any, str, bool, list[Changed]]]:
    """Yield each version with a change that is worth showing."""
    for _key, versions in groupby(events, key=lambda event: event.pgh_obj_id):
        for before, event in pairwise((None, *versions)):
            if changes := list(_changes(before, event, fields)):
                yield event, title(event), before is None, changes


def _changes(before: Any, event: Any, fields: Fields) -> Iterator[Changed]:
    for name, (label, write) in fields.items():
        old, new = getattr(before, name, None), getattr(event, name)
        if old != new and (old or new):
            yield Changed(label, _words(old, write), _words(new, write))
    if getattr(event, "voided_at", None) and not before.voided_at:
        yield Changed(_("Taken back"), "", _("it was never so"))


def _words(value: Any, write: Write) -> str:
    return pgettext("value", "empty") if value in (None, "") else str(write(value))


def _job(job: Appointment) -> str:
    return f"{job.get_category_display()}, {job.location.name}"


def _ground(event: Any, titles: Titles) -> str:
    areas = ", ".join(titles.areas(event.code, event.subject_areas))
    return capfirst(titles.basis(event.code)) + (f": {areas}" if areas else "")
