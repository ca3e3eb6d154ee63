from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlacingForm, TextField
from register.choices.cycles import MOVE_TO


class DecisionForm(PlacingForm):
    places = {"met": "outcome", "not_met": "outcome"}

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[(one.value, one.label) for one in MOVE_TO],
        widget=forms.RadioSelect,
    )
    motivation = TextField(
        label=_("Motivation"),
        help_text=_("The teacher reads this in the letter. Say what you looked at and why."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
