from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import TextField, with_empty
from schools.choices import OverlapStatus


class OverlapFilterForm(forms.Form):
    q = forms.CharField(label=_("Name"), required=False, max_length=80)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=with_empty(_("All"), OverlapStatus.choices)
    )


class SettleForm(forms.Form):
    explanation = TextField(
        label=_("Why is it right, or what was agreed?"),
        help_text=_("One or two sentences, for who looks at it later."),
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"required": _("Write in a sentence why it is right or what was agreed.")},
    )
