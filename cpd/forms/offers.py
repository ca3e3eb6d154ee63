from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.forms import PlacingForm, TextField
from cpd.choices.judging import Outcome
from cpd.choices.offers import OfferStatus
from cpd.models import Offer
from cpd.reviewing import Criterion

LONG = {"rows": 5}


class WithdrawOfferForm(forms.Form):
    """Withdraw an offer, with a message if ``sessions`` are cancelled by that."""

    reason = TextField(
        label=_("Why are the sessions cancelled?"),
        help_text=_("Everybody who said to come gets this in a mail."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why they are cancelled.")},
    )

    def __init__(self, *args: Any, sessions: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not sessions:
            del self.fields["reason"]


class SubmitForm(forms.Form):
    """Hand in, with a summary of what changed if changes were asked for."""

    answer = TextField(
        label=_("What did you change?"),
        help_text=_("Who decides reads this beside the question."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs=LONG),
    )

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if offer.status != OfferStatus.CHANGES_ASKED:
            del self.fields["answer"]


class JudgeForm(PlacingForm):
    """An administrator's decision, with the reasons that a provider and the public read.

    The criteria may stay empty only when something is asked. The service gets ``findings``.
    """

    places = dict.fromkeys(("unmet_validated", "nothing_unmet"), "outcome")
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

    def __init__(
        self, *args: Any, until: date, criteria: Iterable[Criterion], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        for one in self.criteria:
            self.fields[f"met_{one.code}"] = forms.TypedChoiceField(
                label=one.name,
                help_text=one.text,
                choices=[("yes", _("Meets it")), ("no", _("Does not meet it"))],
                coerce=lambda value: value == "yes",
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"why_{one.code}"] = TextField(
                label=_("Why does it not meet this?"),
                max_length=1000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.order_fields([name for name in self.fields if name not in self.base_fields])
        self.hints = {
            Outcome.VALIDATE: _("Valid up to and including %(day)s.")
            % {"day": date_format(until - timedelta(days=1), "j F Y")},
            Outcome.ASK: _("The provider reads your question and hands in again."),
            Outcome.REFUSE: _("The provider can object."),
        }

    def questions(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"met_{one.code}"], self[f"why_{one.code}"]) for one in self.criteria]

    def clean(self) -> dict:
        data = self.cleaned_data
        decided = {"outcome": data.get("outcome"), "reasons": data.get("reasons")}
        if data.get("outcome") in (None, Outcome.ASK):
            return decided
        found = {one: self._found(one) for one in self.criteria}
        for one, (met, why) in found.items():
            if met is None:
                self.add_error(f"met_{one.code}", _("Choose whether it meets “%s”.") % one.name)
            elif not met and not why:
                self.add_error(f"why_{one.code}", _("Write why, for “%s”.") % one.name)
        return {**decided, "findings": {one.code: answer for one, answer in found.items()}}

    def _found(self, criterion: Criterion) -> tuple[bool | None, str]:
        """Return whether a criterion is met, and why if it is not."""
        met = self.cleaned_data.get(f"met_{criterion.code}")
        return met, "" if met else self.cleaned_data.get(f"why_{criterion.code}", "")


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
