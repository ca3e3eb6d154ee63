from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import TextField, with_empty
from cpd.choices.activities import ActivityKind, Category, Standing
from cpd.models import Activity
from cpd.rules import CountedPeriod, Entry

from .fields import (
    OTHER,
    TODAY,
    YESTERDAY,
    DayForm,
    HoursField,
    RecentDayField,
    SplitForm,
    split_initial,
    split_name,
)

FILTERED = [Standing.VALIDATED, Standing.SELF_REPORTED, Standing.SETTLED, Standing.WITHDRAWN]
DOUBTS = ["doubled", "long_day"]
DRAFTED = ["kind", "when", "day", "amount", "hours", "title"]
LONGEST = 300  # characters of one answer in a draft
SPLIT = [split_name(category) for category in Category]
SELDOM = ["category", "status", "period", "since", "until"]
QUICK = ["1", "1.5", "2", "3"]
ICONS = {
    ActivityKind.INTERVISION: "talk",
    ActivityKind.LESSON_VISIT: "eye",
    ActivityKind.LESSON_DEVELOPMENT: "pencil",
    ActivityKind.LESSON_EVALUATION: "evaluate",
    ActivityKind.SELF_STUDY: "book",
    ActivityKind.COURSE: "course",
    ActivityKind.STUDY_DAY: "calendar",
    ActivityKind.CONFERENCE: "people",
    ActivityKind.PROGRAMME: "certificate",
    ActivityKind.IN_SCHOOL: "building",
    ActivityKind.OUTSIDE_SCHOOL: "place",
}


def quick_hours() -> list[tuple[str, Any]]:
    """Return the numbers of hours to choose with one press, formatted in the page's language."""
    return [
        *((hours, number_format(Decimal(hours))) for hours in QUICK),
        (OTHER, pgettext_lazy("choice", "Other")),
    ]


class EntryForm(SplitForm, DayForm):
    """What a teacher did: kind, day and hours; title and split may stay empty.

    Gives the service one ``entry``.
    """

    icons = ICONS
    answered_by = dict.fromkeys(DOUBTS, "sure")

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=ActivityKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of activity it was.")},
    )
    amount = forms.ChoiceField(
        label=_("How many hours"),
        choices=quick_hours,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how many hours it took.")},
    )
    hours = HoursField(label=_("Number of hours"))
    title = TextField(
        label=_("Title"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "earlier-titles", "autocomplete": "off"}),
    )
    sure = forms.BooleanField(label=_("Yes, this is right: save it"), required=False)

    field_order = ["kind", "when", "day", "amount", "hours", "title"]

    def clean(self) -> dict:
        entry = Entry(
            kind=self.cleaned_data.get("kind", ""),
            done_on=self.chosen_day() or self.on,
            hours=self._chosen_hours(),
            title=self.cleaned_data.get("title", ""),
            split=self._chosen_split(),
        )
        return {"entry": entry, "sure": self.cleaned_data.get("sure", False)}

    @property
    def doubted(self) -> bool:
        """Whether the form asks about a possible slip, which the teacher may confirm as right."""
        return any(self.has_error(NON_FIELD_ERRORS, code) for code in DOUBTS)

    def _chosen_hours(self) -> Decimal:
        amount, hours = self.cleaned_data.get("amount", ""), self.cleaned_data.get("hours")
        if amount != OTHER:
            self.errors.pop("hours", None)
            return Decimal(amount or 0)
        if "hours" not in self.errors and hours is None:
            self.add_error("hours", _("Write how many hours it took."))
        return hours or Decimal(0)

    def _chosen_split(self) -> Mapping[str, Decimal]:
        """Return the split, or none if kind or hours were changed and the split was not."""
        changed = set(self.changed_data)
        divided = changed & {bound.name for bound in self.split_fields()}
        divide_again = changed & {"kind", "amount", "hours"} and not divided
        return {} if divide_again else self.split()


class LogForm(EntryForm):
    """The same for something new; ``key`` makes a second press harmless."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def clean(self) -> dict:
        return {**super().clean(), "key": self.cleaned_data.get("key")}


def drafted(data: Mapping[str, str], *, on: date) -> dict[str, str]:
    """Return the values of a form, in a shape that still holds on a later day.

    They are as they were typed, except for a null character, which the database cannot store.
    """
    typed = {name: data.get(name, "")[:LONGEST] for name in [*DRAFTED, *SPLIT]}
    kept = {name: value.replace("\0", "") for name, value in typed.items()}
    if kept["when"] in (TODAY, YESTERDAY):
        day = on if kept["when"] == TODAY else on - timedelta(days=1)
        kept |= {"when": OTHER, "day": f"{day:%d-%m-%Y}"}
    return kept


class ChangeForm(EntryForm):
    """The same for an activity that is in the file already."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict:
        return {**super().clean(), "version": self.cleaned_data.get("version")}


class MoveForm(DayForm):
    """The day of a followed offer: everything else is the offer's."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activity = activity

    def clean(self) -> dict:
        entry = Entry(
            kind=self.activity.kind,
            done_on=self.chosen_day() or self.on,
            hours=self.activity.total,
            title=self.activity.title,
        )
        return {"entry": entry, "version": self.cleaned_data.get("version")}


class FollowForm(DayForm):
    """On which day an offer was followed."""

    def clean(self) -> dict:
        return {"done_on": self.chosen_day()}


class ActivityFilterForm(forms.Form):
    """What to look for among one's own activities; gives the chosen ``period`` itself."""

    q = forms.CharField(label=_("Search"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=with_empty(_("All kinds"), ActivityKind.choices), required=False
    )
    category = forms.ChoiceField(
        label=_("Counts as"),
        choices=[
            ("", _("All categories")),
            *((category.value, capfirst(category.label)) for category in Category),
        ],
        required=False,
    )
    status = forms.ChoiceField(
        label=_("Status"),
        choices=[("", _("In my file")), *((one.value, one.label) for one in FILTERED)],
        required=False,
    )
    since = RecentDayField(label=_("From and including"))
    until = RecentDayField(label=_("Up to and including"))

    def __init__(self, *args: Any, periods: list[CountedPeriod], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.periods = {str(period.since): period for period in periods}
        self.fields["period"] = forms.ChoiceField(
            label=_("Period of re-registration"),
            choices=[
                ("", _("All periods")),
                *((key, _days(period)) for key, period in self.periods.items()),
            ],
            required=False,
        )

    @property
    def narrowed(self) -> bool:
        """Whether one of the filters under “more filters” is in use."""
        return any(self.cleaned_data.get(name) for name in SELDOM)

    def clean_period(self) -> CountedPeriod | None:
        return self.periods.get(self.cleaned_data["period"])


def _days(period: CountedPeriod) -> str:
    last = period.until - timedelta(days=1)
    return f"{date_format(period.since, 'j M Y')} – {date_format(last, 'j M Y')}"


def initial_of(activity: Activity, *, on: date | None = None) -> dict[str, Any]:
    """Return what a form shows of an activity; with ``on`` as something new that day."""
    hours = activity.total
    quick = next((text for text in QUICK if Decimal(text) == hours), None)
    when = {} if on else {"when": OTHER, "day": activity.done_on, "version": activity.version}
    return {
        "kind": activity.kind,
        "amount": quick or OTHER,
        "hours": None if quick else hours,
        "title": activity.title,
        **split_initial({row.category: row.hours for row in activity.hours.all()}),
        **when,
    }
