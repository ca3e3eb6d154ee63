from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from core.forms import DayField

FIVE_DIGITS = RegexValidator(r"^\d{5}$", _("A board number has five digits."))


class TakeoverForm(forms.Form):
    """Which schools go where, and when."""

    source = forms.CharField(
        label=_("Number of the board that has them now"),
        max_length=5,
        validators=[FIVE_DIGITS],
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    target = forms.CharField(
        label=_("Number of the board that gets them"),
        max_length=5,
        validators=[FIVE_DIGITS],
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    location = forms.CharField(
        label=_("Location"),
        help_text=_(
            "Six characters, for example 12AB00. Leave it empty where the whole board goes."
        ),
        max_length=6,
        required=False,
    )
    on = DayField(label=_("First day at the other board"))

    def clean_location(self):
        return self.cleaned_data["location"].upper()
