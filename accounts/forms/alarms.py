from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import TextField


class AlarmForm(forms.Form):
    """What an administrator found about a claim that somebody did not recognise."""

    outcome = forms.ChoiceField(
        label=_("Who was it?"),
        choices=[
            ("lift", _("It was the teacher. The account works again.")),
            ("undo", _("It was somebody else. The claim is undone, the file stays as it is.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who it was.")},
    )
    finding = TextField(
        label=_("What did you find?"),
        help_text=_("Who you spoke to, and how you knew that it was really them."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write down what you found.")},
    )
