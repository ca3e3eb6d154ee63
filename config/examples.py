"""Made-up content for the page that shows every component in every state."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .icons import ICONS
from .templatetags.ui import STATUSES


@dataclass(frozen=True)
class Record:
    status: str

    def get_status_display(self) -> str:
        return self.status


class ExampleForm(forms.Form):
    """One field of each kind."""

    ordinary = forms.CharField(label=_("Ordinary"), help_text=_("A hint in one sentence."))
    wrong = forms.DecimalField(
        label=_("With a fault"),
        localize=True,
        help_text=_("For example 1.5"),
        error_messages={"invalid": _("Fill in how many hours it was, for example 1.5")},
    )
    date = forms.DateField(label=_("Date"), help_text=_("For example 12-11-2026"))
    list = forms.ChoiceField(
        label=_("List"),
        choices=[("", _("Choose a subject")), ("ne", _("Dutch language"))],
        required=False,
    )
    text = forms.CharField(
        label=_("Long text"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    cards = forms.ChoiceField(
        label=_("Cards"),
        widget=forms.RadioSelect,
        choices=[("now", _("Process the 306 good rows now")), ("no", _("Process nothing yet"))],
    )
    tiles = forms.ChoiceField(
        label=_("Tiles"),
        widget=forms.RadioSelect,
        choices=[
            ("talk", _("Peer review")),
            ("visit", _("Lesson visit")),
            ("develop", _("Lesson development")),
        ],
    )
    row = forms.ChoiceField(
        label=_("Row of values"),
        widget=forms.RadioSelect,
        choices=[("1", "1"), ("2", "2"), ("3", "3"), ("other", pgettext_lazy("choice", "Other"))],
    )
    other = forms.DecimalField(label=_("Number of hours"), localize=True, required=False)
    ticks = forms.MultipleChoiceField(
        label=_("Ticks"),
        widget=forms.CheckboxSelectMultiple,
        choices=[("content", _("Subject content")), ("didactics", _("Subject teaching"))],
        required=False,
    )
    pills = forms.ChoiceField(
        label=_("Pills"),
        widget=forms.RadioSelect,
        choices=[("all", _("Everybody")), ("me", _("Only me"))],
    )
    tick = forms.BooleanField(label=_("I have read this"))
    file = forms.FileField(
        label=_("Choose your staff file"),
        help_text=_("CSV, at most 50 MB. You see a check first."),
    )

    icons = {"talk": "talk", "visit": "eye", "develop": "pencil"}
    hints = {"now": _("You get the 6 faults back."), "no": _("You deliver again later.")}


def everything() -> dict:
    filled = {
        "ordinary": "Het Lindecollege",
        "wrong": "twee",
        "date": "12-11-2026",
        "cards": "now",
        "tiles": "talk",
        "row": "2",
        "ticks": ["content"],
        "pills": "all",
        "tick": "on",
    }
    form = ExampleForm(filled, auto_id="example_%s")
    form.errors.pop("file", None)
    return {
        "form": form,
        "icons": sorted(ICONS),
        "statuses": [Record(value) for value in (*STATUSES, "something_else")],
        "page": Paginator(range(312), 25).page(3),
        "day": date(2026, 11, 21),
        "hours": Decimal("2.50"),
    }
