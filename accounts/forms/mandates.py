from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import OrganisationKind
from accounts.models import Organisation
from core.forms import DayField, TextField


class OfficeForm(forms.Form):
    name = TextField(
        label=_("Name of the office"),
        max_length=200,
        error_messages={"required": _("Fill in the name of the office.")},
    )


class MandateForm(forms.Form):
    """Which office may deliver, and how long; people fill in a last day."""

    office = forms.ModelChoiceField(
        label=_("Administration office"),
        queryset=Organisation.objects.filter(kind=OrganisationKind.OFFICE).order_by("name"),
        empty_label=_("Choose…"),
        error_messages={"required": _("Choose an office.")},
    )
    since = DayField(label=_("First day"))
    until = DayField(
        label=_("Last day"),
        help_text=_("Leave it empty where you do not know yet. You can revoke it at any time."),
        required=False,
    )

    def clean_until(self):
        last_day = self.cleaned_data["until"]
        return last_day + timedelta(days=1) if last_day else None
