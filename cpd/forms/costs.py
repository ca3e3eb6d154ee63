from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from cpd.choices.activities import Payer

from .fields import EuroField, HoursField


class CostForm(forms.Form):
    """What an activity cost; an empty amount is nothing."""

    amount = EuroField(label=_("What it cost, in euros"), max_digits=8)
    hours = HoursField(label=_("Working hours it took"))
    payer = forms.ChoiceField(
        label=_("Who paid?"),
        choices=Payer,
        widget=forms.RadioSelect,
        initial=Payer.OWN_BUDGET,
        error_messages={"required": _("Choose who paid.")},
    )

    def clean(self) -> dict:
        found = self.cleaned_data
        nothing = {"amount": Decimal(0), "hours": Decimal(0)}
        return nothing | {name: value for name, value in found.items() if value is not None}
