from django import forms
from django.utils.translation import gettext_lazy as _


class ClockForm(forms.Form):
    day = forms.DateField(
        label=_("Today is"),
        help_text=_("For example 12-11-2026"),
        input_formats=["%d-%m-%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d-%m-%Y"),
    )
