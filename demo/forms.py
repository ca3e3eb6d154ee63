from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

BETWEEN = _("Choose a day from 2017 to 2099.")


class ClockForm(forms.Form):
    day = forms.DateField(
        label=_("Today is"),
        help_text=_("For example 12-11-2026"),
        input_formats=["%d-%m-%Y", "%Y-%m-%d"],
        validators=[
            MinValueValidator(date(2017, 1, 1), BETWEEN),
            MaxValueValidator(date(2099, 12, 31), BETWEEN),
        ],
        widget=forms.DateInput(format="%d-%m-%Y"),
    )
