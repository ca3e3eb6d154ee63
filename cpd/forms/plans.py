from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import TextField
from cpd.choices.activities import ActivityKind
from cpd.rules import ZERO, Entry

from .activities import ICONS
from .fields import HoursField, RecentDayField


class PlanForm(forms.Form):
    """What somebody means to do: kind and hours; title and day may stay empty.

    Gives the service ``entry`` and ``planned_for``.
    """

    icons = ICONS

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=ActivityKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of activity it will be.")},
    )
    hours = HoursField(label=_("How many hours will it take?"))
    title = TextField(label=_("What is it?"), max_length=200, required=False)
    planned_for = RecentDayField(label=_("Which day?"), help_text=_("For example 12-11-2026"))

    def __init__(self, *args, on, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean(self) -> dict:
        hours = self.cleaned_data.get("hours")
        if "hours" not in self.errors and hours is None:
            self.add_error("hours", _("Write how many hours it will take."))
        entry = Entry(
            kind=self.cleaned_data.get("kind", ""),
            done_on=self.on,
            hours=hours or ZERO,
            title=self.cleaned_data.get("title", ""),
        )
        return {"entry": entry, "planned_for": self.cleaned_data.get("planned_for")}
