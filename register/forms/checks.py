from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Agreement
from core.forms import DayField

MOST_BYTES = 5 * 1024 * 1024


class CheckListForm(forms.Form):
    """A list of teachers to check, under which agreement and for which day."""

    file = forms.FileField(
        label=_("Your list"),
        help_text=_("A CSV file with registration number and date of birth. At most 10,000 lines."),
        error_messages={"required": _("Choose the file with your list.")},
    )
    on = DayField(
        label=_("As things were on"),
        help_text=_("Leave this empty for today. For example 31-12-2025."),
        required=False,
    )

    def __init__(self, *args, agreements: list[Agreement], on: date, **kwargs) -> None:
        """Offer the agreements in force ``on`` this day."""
        super().__init__(*args, **kwargs)
        self.agreements = {agreement.code: agreement for agreement in agreements}
        self.today = on
        self.fields["agreement"] = forms.ChoiceField(
            label=_("What do you check for?"),
            choices=[(one.code, one.purpose) for one in agreements],
            initial=next(iter(self.agreements), None),
            widget=forms.RadioSelect if len(agreements) > 1 else forms.HiddenInput,
        )

    def clean_agreement(self) -> Agreement:
        return self.agreements[self.cleaned_data["agreement"]]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is too large for 10,000 lines."))
        return file

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"] or self.today
        return day
