from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import TextField, with_empty
from schools.choices import (
    DisputeStatus,
)


class AnswerForm(forms.Form):
    answer = TextField(
        label=_("Your answer"),
        help_text=_("The teacher reads it. Say what you changed, or why it stays as it is."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class DisputeFilterForm(forms.Form):
    q = forms.CharField(label=_("Name or staff number"), required=False, max_length=80)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=with_empty(_("All questions"), DisputeStatus.choices),
    )
