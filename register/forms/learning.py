"""What a teacher learnt before."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, TextField


class LearningForm(forms.Form):
    title = TextField(
        label=_("What was recognised?"),
        help_text=_("For example a course, a certificate of experience or an exemption."),
        max_length=200,
        error_messages={"required": _("Fill in what was recognised.")},
    )
    given_by = TextField(
        label=_("Who recognised it?"),
        help_text=_("The institution, for example the teacher training where you study."),
        max_length=200,
        error_messages={"required": _("Fill in who recognised it.")},
    )
    recognised_on = DayField(
        label=_("On which day?"),
        help_text=_("For example 31-12-1985."),
        error_messages={
            "required": _("Fill in the day."),
        },
        widget=forms.DateInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    worth = TextField(
        label=_("What is it worth?"),
        help_text=_("For example 30 credits, or which subject you need not take any more."),
        max_length=500,
        required=False,
    )
