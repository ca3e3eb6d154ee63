from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.choices import ShieldReason
from core.forms import TextField


class ShieldForm(forms.Form):
    """Why somebody is to be shielded; more than the kind of reason is not asked."""

    reason = forms.ChoiceField(
        label=_("What is going on?"),
        help_text=_("Choose what comes nearest. We ask no more, and we keep no more."),
        choices=[(code, capfirst(label)) for code, label in ShieldReason.choices],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes nearest.")},
    )

    def clean_reason(self) -> ShieldReason:
        return ShieldReason(self.cleaned_data["reason"])


class RefuseShieldForm(forms.Form):
    answer = TextField(
        label=_("Why not?"),
        help_text=_("The teacher reads this. After it they are found by name again."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write down why not.")},
    )
