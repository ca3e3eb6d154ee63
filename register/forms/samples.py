"""Forms of the sample."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.errors import Refused
from core.forms import PlacingForm, TextField, let_choose
from register.models import Draw
from register.selectors.samples import read_outcome

LONGEST = 4000


def words_field(label: Any, **extra: Any) -> TextField:
    return TextField(
        label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}), **extra
    )


class VerdictForm(PlacingForm):
    """Which activities do not count, according to one member."""

    places = {"no_reasons": "words"}

    disallowed = forms.TypedMultipleChoiceField(
        label=_("What does not count?"),
        help_text=_("Choose nothing when all of it counts."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = words_field(
        _("Why?"),
        help_text=_("The teacher reads this in the letter. Needed when something does not count."),
        required=False,
    )

    def __init__(self, *args: Any, activities: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = ((one.pk, f"{one}, {date_format(one.done_on, 'j F Y')}") for one in activities)
        let_choose(self, "disallowed", titles)


class SampleTextForm(forms.Form):
    text = words_field(_("Your message"))


class OutcomeForm(forms.Form):
    draw = forms.ModelChoiceField(
        queryset=Draw.objects.none(),
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("There is no result to fill in now.")},
    )
    numbers = TextField(
        label=_("The result"),
        help_text=_("Six numbers, then the bonus number. For example 3 7 12 22 31 40 5."),
        max_length=60,
    )

    def __init__(self, *args: Any, draws: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["draw"].queryset = draws  # type: ignore[attr-defined]  # a field with a query

    def clean(self) -> dict[str, Any]:
        """Normalise the numbers to the format in which they are stored."""
        data: dict[str, Any] = super().clean() or {}
        if {"draw", "numbers"} <= data.keys():
            try:
                data["numbers"] = read_outcome(data["draw"], data["numbers"])
            except Refused as refused:
                self.add_error("numbers", refused)
        return data


class LotForm(forms.Form):
    """Whose lot somebody wants to recompute."""

    month = forms.ModelChoiceField(
        label=_("Month"), queryset=Draw.objects.none(), to_field_name="month", empty_label=None
    )
    cycle = forms.IntegerField(
        label=_("Number of the cycle"),
        min_value=1,
        help_text=_("A teacher finds it with the own request."),
    )

    def __init__(self, *args: Any, draws: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["month"]
        field.queryset = draws  # type: ignore[attr-defined]
        field.label_from_instance = _month  # type: ignore[attr-defined]


def _month(draw: Draw) -> str:
    return date_format(draw.month, "F Y")
