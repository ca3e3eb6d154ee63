from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import TextField
from cpd.choices.activities import INFORMAL
from cpd.forms.fields import HoursField

MOST = 2000  # hours
# The columns of a delivery, as a teacher would name them.
DELIVERED = [
    ("geslachtsnaam", _("My family name")),
    ("voornamen", _("My given names")),
    ("geboortedatum", _("My date of birth")),
    ("email", _("My email address")),
    ("vestiging", _("The school or location")),
    ("functiecategorie", _("My function")),
    ("betrekkingsomvang", _("The size of my job")),
    ("grondslagcode", _("On what ground I teach, or my qualification")),
    ("onderwijsterreinen", _("My subjects")),
    ("begin", _("From when or until when I work there")),
]


class DisputeForm(forms.Form):
    """What is wrong; ``key`` makes a form that is sent twice one question."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    field = forms.ChoiceField(
        label=_("What is wrong?"), choices=DELIVERED, widget=forms.RadioSelect
    )
    message = TextField(
        label=_("What should it be?"),
        help_text=_("Your school reads this and changes it, or answers you."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class SubmitForm(forms.Form):
    declared = forms.BooleanField(
        label=_("What is in my file is true, as far as I know."),
        error_messages={"required": _("Tick this box to ask for renewal.")},
    )


class OpennessForm(forms.Form):
    shows_school = forms.BooleanField(
        label=_("Show the schools where I work"),
        help_text=_("People can then also find you by town or school."),
        required=False,
    )


class WhatIfForm(forms.Form):
    """What somebody might do: items of the plan, offers, and hours with colleagues."""

    what_if = forms.BooleanField(required=False, widget=forms.HiddenInput, initial=True)

    def __init__(self, *args, plan: list[int], offers: list[int], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, keys in (("plan", plan), ("offer", offers)):
            self.fields[name] = forms.TypedMultipleChoiceField(
                choices=[(key, key) for key in keys], coerce=int, required=False
            )
        for kind in INFORMAL:
            self.fields[f"hours_{kind}"] = HoursField(label=kind.label, min_value=0, max_value=MOST)

    @property
    def informal_fields(self) -> list[forms.BoundField]:
        return [self[f"hours_{kind}"] for kind in INFORMAL]


class DeleteAccountForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Yes, delete my account. I took along what I want to keep."),
        error_messages={"required": _("Tick this box if you are sure.")},
    )

    def clean(self) -> dict[str, object]:
        """Drop the confirmation, which the service does not need."""
        super().clean()
        self.cleaned_data.pop("sure", None)
        return self.cleaned_data
