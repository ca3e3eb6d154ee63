from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import TextField


class ReflectionForm(forms.Form):
    text = TextField(
        label=_("Your own words"),
        help_text=_("For example: what was new, what do you do differently now, what next?"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
