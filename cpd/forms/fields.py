"""Hours and days as people write them."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import localize_input
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import WAYS_TO_WRITE_A_DAY, DayField
from cpd.choices.activities import Category
from cpd.rules import ZERO, Hours, as_clock

TODAY, YESTERDAY, OTHER = "today", "yesterday", "other"


def short(hours: Decimal) -> str:
    """Format hours without needless zeros, in the language of the page."""
    return str(localize_input(int(hours) if hours == int(hours) else hours.normalize()))


class NumberField(forms.DecimalField):
    """A number with commas or points, in either language.

    The last such sign is the decimal separator, earlier ones separate thousands.
    """

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {"invalid": _("Write a number, for example 2 or 1.5.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(decimal_places=2, required=False, **kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            whole, sign, rest = value.replace(",", ".").rpartition(".")
            value = whole.replace(".", "") + sign + rest
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return short(value) if isinstance(value, Decimal) else value


class EuroField(NumberField):
    """An amount in euros, shown with its cents: 245,50. A round one has none: 100.

    People write € 1.250,50 and 1.250,- too: three digits after a single sign are thousands.
    """

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = re.sub(r"[€\s]|[.,](-+|–)$", "", value)
            value = re.sub(r"^(\d{1,3})[.,](\d{3})$", r"\1\2", value)
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal) and value != int(value):
            return str(localize_input(value.quantize(Decimal("0.01"))))
        return super().prepare_value(value)


class HoursField(NumberField):
    """Hours as a number, or as a clock tells them: 1:30."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=6, **kwargs)

    def to_python(self, value: Any) -> Any:
        hours = as_clock(value.strip()) if isinstance(value, str) else None
        return super().to_python(value) if hours is None else hours


class RecentDayField(DayField):
    """A day of these years, which may stay empty; a year of two digits is in this century."""

    default_error_messages = {
        "invalid": _("Write a day, month and year, for example 12-11-2026."),
    }

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            required=False,
            input_formats=[*WAYS_TO_WRITE_A_DAY, "%d-%m-%y"],
            widget=forms.DateInput(format=WAYS_TO_WRITE_A_DAY[0], attrs=attrs),
            **kwargs,
        )


class DayForm(forms.Form):
    """The day of something: today, yesterday, or another day that is typed."""

    when = forms.ChoiceField(
        label=_("When"),
        choices=[
            (TODAY, pgettext_lazy("when it was", "Today")),
            (YESTERDAY, pgettext_lazy("when it was", "Yesterday")),
            (OTHER, _("Another day")),
        ],
        widget=forms.RadioSelect,
        initial=TODAY,
    )
    day = RecentDayField(label=_("Which day?"), help_text=_("For example 12-11-2026"))

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def chosen_day(self) -> date | None:
        """Return the chosen day; None if “another day” is chosen but left empty."""
        when = self.cleaned_data.get("when", "")
        if when != OTHER:
            self.errors.pop("day", None)
            return {TODAY: self.on, YESTERDAY: self.on - timedelta(days=1)}.get(when)
        if "day" not in self.errors and not self.cleaned_data.get("day"):
            self.add_error("day", _("Write which day it was."))
        return self.cleaned_data.get("day")


class SplitForm(forms.Form):
    """How hours are divided over categories: one field for each, which may stay empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for category in Category:
            self.fields[split_name(category)] = HoursField(label=capfirst(category.label))

    def split(self) -> Hours:
        found = {category: self.cleaned_data.get(split_name(category)) for category in Category}
        return {category.value: hours or ZERO for category, hours in found.items() if hours}

    def split_fields(self) -> list[forms.BoundField]:
        return [self[split_name(category)] for category in Category]


def split_name(category: str) -> str:
    return f"hours_{category}"


def split_initial(split: Hours) -> Mapping[str, Decimal]:
    return {split_name(category): hours for category, hours in split.items()}
