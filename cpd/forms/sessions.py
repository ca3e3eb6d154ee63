from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.errors import Refused
from core.forms import PlacingForm, TextField, WebField, let_choose, with_empty
from cpd.attending import Occasion, day_after, last_day
from cpd.choices.sessions import Province
from cpd.lists import read_file, read_text
from cpd.models import Attendance, Session

from .fields import EuroField, HoursField, RecentDayField, short

PLACE, ONLINE = "place", "online"
WAYS_TO_WRITE_A_TIME = ["%H:%M", "%H.%M", "%H", "%H%M"]  # in this order: 16 is no 1:06
LARGEST_FILE = 2_000_000  # bytes


class HourField(forms.TimeField):
    """A time of day as people write it: 19.30, 19:30 or 9."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=WAYS_TO_WRITE_A_TIME,
            widget=forms.TimeInput(
                format="%H.%M", attrs={"inputmode": "text", "autocomplete": "off"}
            ),
            error_messages={
                "invalid": _("Write a time, for example 19.30."),
                "required": _("Write a time, for example 19.30."),
            },
            **kwargs,
        )


class SessionForm(PlacingForm):
    """When and where a session is. The service gets one ``occasion``."""

    places = {
        "past": "since",
        "far_away": "since",
        "ends_before": "ends_at",
        "too_long": "last",
        "seats": "seats",
        "place": "town",
        "price_negative": "price",
    }
    since = RecentDayField(label=_("First day"), help_text=_("For example 12-11-2026"))
    last = RecentDayField(label=_("Last day"), help_text=_("The same day? Leave it empty."))
    starts_at = HourField(label=_("Begins at"))
    ends_at = HourField(label=_("Ends at"), help_text=_("On the last day."))
    where = forms.ChoiceField(
        label=_("Where"),
        choices=[
            (PLACE, pgettext_lazy("session", "At a place")),
            (ONLINE, pgettext_lazy("session", "Online")),
        ],
        widget=forms.RadioSelect,
        initial=PLACE,
    )
    venue = TextField(label=_("Building and address"), max_length=200, required=False)
    town = TextField(label=_("Town"), max_length=100, required=False)
    province = forms.ChoiceField(
        label=_("Province"), choices=with_empty(_("Choose"), Province.choices), required=False
    )
    seats = forms.IntegerField(
        label=_("Number of seats"),
        help_text=_(
            "You cannot credit more people than this. It can be changed up to and including the"
            " first day."
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Write how many seats there are: 1 to 5000."),
            "invalid": _("Write how many seats there are: 1 to 5000."),
        },
    )
    price = EuroField(
        label=_("Price of this session"),
        help_text=_("In euros. The same as the course? Leave it empty."),
        max_digits=8,
    )
    url = WebField(
        label=_("Page to enrol"),
        required=False,
    )

    def clean(self) -> dict:
        data = self.cleaned_data
        if not data.get("since") and "since" not in self.errors:
            self.add_error("since", _("Write on which day it begins."))
        if self.errors:
            return data
        online = data["where"] == ONLINE
        kept = ("since", "starts_at", "ends_at", "seats", "price", "url")
        place = {} if online else {name: data[name] for name in ("venue", "town", "province")}
        return {
            "occasion": Occasion(
                **{name: data[name] for name in kept},
                **place,
                until=day_after(data["last"] or data["since"]),
                online=online,
            )
        }


class ChangeSessionForm(SessionForm):
    """The same for a session that exists already."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict:
        return {**super().clean(), "version": self.cleaned_data.get("version")}


class CancelForm(forms.Form):
    """Why a session is cancelled: who means to go reads it."""

    reason = TextField(
        label=_("Why is it cancelled?"),
        help_text=_("Everybody who said to come gets this in a mail."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why it is cancelled.")},
    )


class LinesField(TextField):
    """Pasted lines, of which ``cpd.lists`` drops what cannot be seen instead of refusing it all."""

    def to_python(self, value: object) -> str | None:
        return forms.CharField.to_python(self, value)


class ListForm(forms.Form):
    """A list of participants, pasted or as a file. The service gets ``lines``."""

    text = LinesField(
        label=_("Paste the registration numbers"),
        help_text=_("One person a line. A name beside the number may stay: it is checked."),
        max_length=200_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        help_text=_("CSV or Excel, 2 MB at most. The number may be in any column."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,.xls,.ods"}),
    )

    def clean(self) -> dict:
        data = self.cleaned_data
        if self.errors:
            return data
        file = data.get("file")
        if file and file.size > LARGEST_FILE:
            raise Refused(_("This file is larger than 2 MB."), code="too_large")
        lines = read_file(file.read()) if file else read_text(data["text"])
        if not lines:
            raise Refused(_("Paste at least one number, or choose a file."), code="empty")
        return {"lines": lines}


class PresenceForm(forms.Form):
    """The code that is shown on a screen during a session."""

    code = TextField(
        label=_("Code on the screen"),
        help_text=_("Six letters and digits. Every minute there is another one."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Type the code that is on the screen.")},
    )


class WithdrawForm(forms.Form):
    """Why somebody's attendance is withdrawn; they read it."""

    reason = TextField(
        label=_("Why?"),
        help_text=_("The teacher reads this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why. The teacher reads it.")},
    )


class HoursForm(PlacingForm, WithdrawForm):
    """How many hours people were there, and why that is different from what was credited."""

    places = dict.fromkeys(("hours_impossible", "not_in_quarters", "same_hours"), "hours")
    hours = HoursField(label=_("How many hours was it?"))
    field_order = ("hours", "reason")

    def clean_hours(self) -> Decimal:
        hours: Decimal | None = self.cleaned_data["hours"]
        if hours is None:
            raise Refused(_("Write how many hours it was."), code="required")
        return hours


class ContestedForm(WithdrawForm):
    """The conclusion about attendance that was withdrawn, or corrected, after a decision."""

    upheld = forms.TypedChoiceField(
        label=_("Is the attendance valid?"),
        choices=[("yes", _("It is valid")), ("no", _("It is not valid"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether it is valid.")},
    )
    field_order = ("upheld", "reason")

    def __init__(self, *args: Any, attendance: Attendance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if attendance.hours and attendance.activity:
            counted, said = short(attendance.activity.total), short(attendance.hours)
            self.fields["upheld"].label = _("Which hours are right?")
            self.fields["upheld"].error_messages["required"] = _("Choose which hours are right.")
            choices = [
                ("yes", _("As in the decision: %s") % counted),
                ("no", _("As the provider says: %s") % said),
            ]
            let_choose(self, "upheld", choices)


class SessionFilterForm(forms.Form):
    """What to look for among one's own sessions."""

    when = forms.ChoiceField(
        label=_("Which"),
        choices=[
            ("to_come", _("To come")),
            ("waiting", _("Waiting for the list")),
            ("past", _("Over")),
            ("cancelled", pgettext_lazy("sessions", "Cancelled")),
            ("", _("All")),
        ],
        required=False,
    )
    q = TextField(label=_("Course"), max_length=100, required=False)


def initial_of(session: Session) -> dict[str, Any]:
    """Return what a form shows of a session."""
    last = last_day(session.until)
    return {
        "since": session.since,
        "last": None if last == session.since else last,
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "where": ONLINE if session.online else PLACE,
        "venue": session.venue,
        "town": session.town,
        "province": session.province,
        "seats": session.seats,
        "price": session.price,
        "url": session.url,
        "version": session.version,
    }
