from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.forms import TextField
from cpd.choices import OfferStatus, Outcome
from cpd.models import Offer

LONG = {"rows": 5}


class SubmitForm(forms.Form):
    """Hand in, with a summary of what changed if changes were asked for."""

    answer = TextField(
        label=_("What did you change?"),
        help_text=_("This stands beside the question for who decides."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs=LONG),
    )

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if offer.status != OfferStatus.CHANGES_ASKED:
            del self.fields["answer"]


class JudgeForm(forms.Form):
    """An administrator's decision, with the reasons that a provider and the public read."""

    outcome = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you decide.")},
    )
    reasons = TextField(
        label=_("Why?"),
        help_text=_("The provider reads this. What you decide is public, a question is not."),
        max_length=4000,
        widget=forms.Textarea(attrs=LONG),
        error_messages={"required": _("Write why you decide this.")},
    )

    def __init__(self, *args: Any, until: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = {
            Outcome.VALIDATE: _("Valid up to and including %(day)s.")
            % {"day": date_format(until - timedelta(days=1), "j F Y")},
            Outcome.ASK: _("The provider reads your question and hands in again."),
            Outcome.REFUSE: _("The provider can object."),
        }


class AdviceForm(forms.Form):
    """A validator's advice for the administrator who decides."""

    positive = forms.TypedChoiceField(
        label=_("What do you advise?"),
        choices=[("yes", _("Validate")), ("no", _("Do not validate"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you advise.")},
    )
    motivation = TextField(
        label=_("Why?"),
        help_text=_("Say which criteria it meets and which it does not."),
        max_length=4000,
        widget=forms.Textarea(attrs=LONG),
        error_messages={"required": _("Write why you advise this.")},
    )


class AdmitForm(forms.Form):
    """A new provider and the first person who works for it."""

    name = TextField(
        label=_("Name"),
        max_length=200,
        error_messages={"required": _("Write the name of the organisation.")},
    )
    kvk = TextField(
        label=_("Chamber of Commerce number"),
        help_text=_("Eight digits."),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Write the eight digits of the number.")},
    )
    email = forms.EmailField(
        label=_("Email address of the contact person"),
        help_text=_("This person gets an invitation and can invite colleagues."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def clean_kvk(self) -> str:
        return "".join(self.cleaned_data["kvk"].replace(".", " ").split())
