from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import TextField
from cpd.choices import OFFERED, Language, OfferStatus, Outcome
from cpd.models import Offer
from cpd.rules import Proposal
from schools.choices import Sector

from .fields import HoursField, NumberField, SplitForm, split_initial

LONG = {"rows": 5}


class OfferForm(SplitForm):
    """What a provider writes down of an offer; a title keeps the draft, the rest may follow.

    Gives the service one ``proposal``.
    """

    title = TextField(
        label=_("Title"),
        max_length=200,
        error_messages={"required": _("Give it a title; the rest may follow later.")},
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(kind.value, kind.label) for kind in OFFERED],
        widget=forms.RadioSelect,
        initial=OFFERED[0].value,
    )
    summary = TextField(
        label=_("Summary"),
        help_text=_("One or two sentences. Teachers read this in the catalogue."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    learns = TextField(
        label=_("What participants learn"),
        help_text=_("Goals that you can test, one a line."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs=LONG),
    )
    design = TextField(
        label=_("How it works"),
        help_text=_("Meetings, way of working, what happens in between."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs=LONG),
    )
    sectors = forms.MultipleChoiceField(
        label=_("For which sectors"),
        choices=[(sector.value, capfirst(sector.label)) for sector in Sector],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    contact_hours = HoursField(label=_("Contact hours"))
    self_study_hours = HoursField(label=_("Hours of self-study"))
    self_study_reason = TextField(
        label=_("What do participants do in the self-study?"),
        help_text=_("Only where there is self-study."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    ends_with_test = forms.BooleanField(
        label=_("It ends with a test, an exam or an assignment"), required=False
    )
    price = NumberField(
        label=_("Price"),
        help_text=_("In euros, all in, for one participant. Free? Leave it empty."),
        max_digits=8,
    )
    language = forms.ChoiceField(
        label=_("In which language"), choices=Language, initial=Language.DUTCH, required=False
    )
    url = forms.URLField(
        label=_("Web page"),
        help_text=_("Where teachers read more and enrol."),
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"}),
    )

    def clean(self) -> dict:
        data = self.cleaned_data
        if self.errors:
            return data
        filled = {name: data[name] for name in PROPOSED if data[name] not in (None, "")}
        return {"proposal": Proposal(**filled, sectors=tuple(data["sectors"]), split=self.split())}


PROPOSED = [name for name in OfferForm.base_fields if name != "sectors"]


class ChangeOfferForm(OfferForm):
    """The same for an offer that exists already."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict:
        return {**super().clean(), "version": self.cleaned_data.get("version")}


class SubmitForm(forms.Form):
    """Hand in; who was asked for changes tells what changed."""

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


def initial_of(proposal: Proposal, *, version: int) -> dict[str, Any]:
    """Return what a form shows of an offer."""
    values = {name: getattr(proposal, name) for name in PROPOSED}
    return {
        **values,
        "sectors": list(proposal.sectors),
        "version": version,
        **split_initial(proposal.split),
    }
